import { expect, test } from "vitest";
import { readBytes } from "./testing";

const secret = (at: number) => `${"ABCDEFGHIJKLMNOP".charAt(at)}BSWY3DPEHPK3PXPJBSWY3DPEHPK3PX`;

test("of many devices none is lost, however late in the list they come", async () => {
  const devices = Array.from({ length: 12 }, (_, at) => ({
    name: `d${at}`,
    secret: secret(at),
    period: at === 9 ? 60 : 30,
  }));
  const { records } = await readBytes(
    JSON.stringify([
      { email: "a@example.com", devices: devices.slice(0, 1) },
      { email: "b@example.com", devices },
    ]),
  );
  expect(records).toHaveLength(13);
  expect(records.slice(1).map((record) => [record.label, record.secret, record.period])).toEqual(
    devices.map(({ name, secret: own, period }) => [name, own, String(period)]),
  );
});

test("a secret that first turns up in a late element is found", async () => {
  const phones = Array.from({ length: 5 }, () => ({ phone: { value: "+12125550001" } }));
  const { records } = await readBytes(
    JSON.stringify([{ email: "a@example.com", factors: [...phones, { totp: { secret: secret(0) } }] }]),
  );
  expect(records.map((record) => record.secret)).toEqual([secret(0)]);
});

test("all unused recovery codes are read", async () => {
  const recovery_codes = ["a1", "b2", "c3", "d4", "e5"].map((code, at) => ({
    code,
    used_at: at === 1 ? "2024" : null,
  }));
  const { records } = await readBytes(
    JSON.stringify([{ email: "a@example.com", otp_secret: secret(0), recovery_codes }]),
  );
  expect(records[0]?.recoveryCode.split(/[ ,]+/)).toEqual(["a1", "c3", "d4", "e5"]);
});

test("a long array is read whole", async () => {
  const devices = Array.from({ length: 20_000 }, (_, at) => ({ name: `d${at}`, secret: secret(at % 16) }));
  const { records } = await readBytes(JSON.stringify([{ email: "a@example.com", devices }]));
  expect(records).toHaveLength(20_000);
});
