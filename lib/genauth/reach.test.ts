import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/server";
import { openPort } from "./connection";
import { testConnection } from "./test-connection";

/** What each name resolves to; a list of answers is gone through, one for each look. */
const names = vi.hoisted(() => new Map<string, string[]>());
vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  return {
    ...dns,
    lookup(
      hostname: string,
      options: { all?: boolean },
      done: (error: Error | null, found?: unknown) => void,
    ) {
      const answers = names.get(hostname);
      if (!answers) return dns.lookup(hostname, options as { all: true }, done);
      const [now = ""] = answers.length > 1 ? answers.splice(0, 1) : answers;
      done(
        null,
        now.split(" ").map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    },
  };
});

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ users: 2 });
});
afterAll(() => sandbox.close());
beforeEach(() => names.clear());
afterEach(() => vi.unstubAllEnvs());

const key = { accessKeyId: "pool", accessKeySecret: "secret" };
const real = () => ({ accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret });
const localPort = () => new URL(sandbox.host).port;

test.each([
  "https://127.0.0.1",
  "https://10.0.0.1",
  "https://169.254.169.254",
  "https://100.64.0.1",
  "https://2130706433",
  "https://0x7f000001",
  "https://0177.0.0.1",
  "https://[::1]",
  "https://[fd00:ec2::254]",
  "https://[::ffff:10.0.0.1]",
  "http://127.0.0.1",
  "https://localhost",
])("%s is not called when only public hosts may be", async (host) => {
  expect(await testConnection({ host, ...key, publicOnly: true })).toEqual({ state: "private_address" });
});

test.each(["10.0.0.1", "169.254.169.254", "fd00::1", "::ffff:7f00:1", "0.0.0.0", "127.0.0.1 10.0.0.1"])(
  "nor a name that resolves to %s",
  async (addresses) => {
    names.set("pool.example", [addresses]);
    const host = "https://pool.example";
    expect(await testConnection({ host, ...key, publicOnly: true })).toEqual({ state: "private_address" });
    const [row] = [{ id: 0, userId: "u", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }];
    expect(await openPort({ host, ...key, publicOnly: true }).send([row])).toEqual({
      kind: "halted",
      code: "unreachable",
    });
  },
);

test("the address that is looked at is the one that is connected to", async () => {
  let reached = 0;
  const inside = createTcpServer((socket) => {
    reached++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  const host = `https://rebinding.example:${(inside.address() as AddressInfo).port}`;
  // First a public answer (one that nothing is behind), and from then on the inside.
  names.set("rebinding.example", ["192.88.99.1", "127.0.0.1"]);
  for (let times = 0; times < 3; times++)
    expect(await testConnection({ host, ...key, publicOnly: true })).toEqual({ state: "private_address" });
  expect(reached).toBe(0);
  expect(await testConnection({ host, ...key })).toEqual({ state: "unreachable" });
  expect(reached).toBeGreaterThan(0);
  inside.close();
});

test("a private address that the operator has named is called", async () => {
  names.set("localhost", ["127.0.0.1"]);
  const host = `http://localhost:${localPort()}`;
  expect(await testConnection({ host, ...real() })).toMatchObject({ state: "ok" });
});

test("without TLS nothing but this machine is called, whoever says so", async () => {
  names.set("localhost", ["10.0.0.1"]);
  for (const host of ["http://10.0.0.1", "http://8.8.8.8", "http://localhost"])
    expect(await testConnection({ host, ...key })).toEqual({ state: "private_address" });
});

test("a name with a public and a private address is called by its public one only", async () => {
  const { agentsFor } = await import("./reach");
  names.set("both.example", ["10.0.0.1 8.8.8.8 ::1"]);
  const { httpsAgent } = agentsFor({ host: "https://both.example", ...key, publicOnly: true });
  const found = await new Promise((resolve) =>
    (httpsAgent.options as { lookup: (...all: unknown[]) => void }).lookup(
      "both.example",
      { all: true },
      (_: unknown, addresses: unknown) => resolve(addresses),
    ),
  );
  expect(found).toEqual([{ address: "8.8.8.8", family: 4 }]);
});

test("the environment's proxy carries https in a tunnel, wherever it stands, and nothing else", async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end();
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = `http://localhost:${(proxy.address() as AddressInfo).port}`;
  names.set("localhost", ["127.0.0.1"]);
  for (const name of ["HTTPS_PROXY", "HTTP_PROXY"]) vi.stubEnv(name, address);
  await testConnection({ host: "https://pool.example", ...key, publicOnly: true });
  expect(asked).toEqual(["CONNECT pool.example:443"]);
  expect(await testConnection({ host: sandbox.host, ...real() })).toMatchObject({ state: "ok" });
  expect(await testConnection({ host: "https://10.0.0.1", ...key, publicOnly: true })).toEqual({
    state: "private_address",
  });
  expect(asked).toEqual(["CONNECT pool.example:443"]);
  proxy.close();
});
