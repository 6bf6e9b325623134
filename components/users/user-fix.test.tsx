// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { notAllowedDigest } from "@/lib/otp/not-allowed";
import type { FinalOutcome } from "@/lib/otp/outcome";
import type { UserFound } from "@/lib/otp/pool-user-view";
import type { SaveReply, SaveRequest } from "@/lib/otp/save-otp";
import { secretBytes } from "@/lib/otp/secret";
import { totpCode } from "@/lib/otp/totp";
import { keepDraft } from "./drafts";
import { UserFix } from "./user-fix";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const USER = {
  userId: "5f8d0d55b54764421b7156c1",
  displayName: "Ann",
  email: "ann@example.com",
  phone: "",
  username: "",
  externalId: "",
  status: "Activated",
};
const code = (steps = 0) => totpCode(secretBytes(SECRET), Date.now() + steps * 30_000);
const found = (otp: boolean): UserFound => ({
  state: "found",
  user: USER,
  factors: { otp, sms: null, email: null, face: null },
  carried: [],
});

let outcome: FinalOutcome | "gone" | "broken" | "out" = { state: "verified" };
beforeEach(() => {
  outcome = { state: "verified" };
  keepDraft("pool", USER.userId, null);
  vi.stubGlobal("fetch", async () => {
    if (outcome === "broken") throw new TypeError("no network");
    if (outcome === "out") return new Response(null, { status: 401 });
    const run = {
      key: "3f1f0d0e-8d9b-4b69-9c3f-7a8b1a2c3d4e",
      who: "sue",
      host: "h",
      pool: "p",
      sources: [],
      options: { verify: "every", before: "keep", ceiling: null },
      state: "done",
      halt: null,
      total: 1,
      received: 1,
      counts: {},
      sentTo: 0,
      createdAt: "2026-11-23T00:00:00.000Z",
      endedAt: null,
      pace: null,
    };
    const events =
      outcome === "gone"
        ? [{ type: "gone" }]
        : [
            { type: "outcomes", cursor: 1, outcomes: [{ first: 0, last: 0, outcome }] },
            { type: "end", run },
          ];
    return new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  });
});
afterEach(() => vi.unstubAllGlobals());

function open(otp = false, reply: SaveReply | Error = { ok: true }, status = USER.status) {
  const saveOtp = vi.fn(async (_: SaveRequest) => {
    if (reply instanceof Error) throw reply;
    return reply;
  });
  const onOutcome = vi.fn();
  const its = { ...found(otp), user: { ...USER, status } };
  const shown = show(
    <UserFix connection="pool" found={its} handed={null} saveOtp={saveOtp} onOutcome={onOutcome} />,
  );
  return { saveOtp, onOutcome, unmount: shown.unmount };
}

const secretBox = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^Secret/ });
const type = async (name: RegExp, text: string) => {
  const box = screen.getByRole("textbox", { name });
  await userEvent.clear(box);
  await userEvent.click(box);
  await userEvent.paste(text);
};
const press = (name: string | RegExp) => userEvent.click(screen.getByRole("button", { name }));

describe("saving", () => {
  test("needs the user's code, sends what was read, and forgets it once GenAuth holds it", async () => {
    const { saveOtp, onOutcome } = open();
    await type(/^Secret/, SECRET.toLowerCase());
    await press("Save");
    expect(await screen.findByText(/Type the user’s code/)).toBeTruthy();
    await type(/reads out/, "000000");
    await press("Save");
    expect(saveOtp).not.toHaveBeenCalled();
    await type(/reads out/, code(-1));
    expect(await screen.findByText(/It fits/)).toBeTruthy();
    await press("Save");
    expect(await screen.findByText("GenAuth holds exactly this secret.")).toBeTruthy();
    expect(saveOtp.mock.calls[0]?.[0]).toMatchObject({
      row: { line: 1, userId: USER.userId, secret: SECRET },
      before: "keep",
      proof: { code: expect.stringMatching(/^\d{6}$/) },
    });
    expect(onOutcome).toHaveBeenCalledWith({ state: "verified" }, { userId: USER.userId, secret: SECRET });
    expect(secretBox().value).toBe("");
  });

  test.each<[string, number, string, RegExp]>([
    ["Activated", -40, "Saved, but Ann can sign in only once the clock is right", /slow by 20 min/],
    ["Suspended", 0, "Saved, but Ann may not sign in at present", /holds exactly this secret/],
  ])("is not said to let in who is %s with a clock %i steps off", async (status, off, title, text) => {
    open(false, { ok: true }, status);
    await type(/^Secret/, SECRET);
    if (status !== "Activated") await userEvent.click(screen.getByRole("checkbox", { name: /inactive/ }));
    await type(/reads out/, code(off));
    await press("Save");
    expect(await screen.findByText(title)).toBeTruthy();
    expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByText(/can sign in with this OTP now/)).toBeNull();
  });

  test("does not take away what is typed while another secret is being saved", async () => {
    const { saveOtp } = open();
    let answer = (_: SaveReply) => {};
    saveOtp.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
    const other = "KRUGKIDROVUWG2ZAMJZG653OEBTG66BA";
    await type(/^Secret/, other);
    answer({ ok: true });
    expect(await screen.findByText("GenAuth holds exactly this secret.")).toBeTruthy();
    expect(secretBox().value).toBe(other);
  });

  test("does not write down what is saved for a reason", async () => {
    const { saveOtp } = open();
    await type(/^Secret/, SECRET);
    await userEvent.click(screen.getByRole("checkbox", { name: /cannot read out/ }));
    await type(/^Why/, `it is ${SECRET.toLowerCase().replace(/.{4}/g, "$& ")}`);
    await press("Save");
    expect(await screen.findByText(/Say in a few words/)).toBeTruthy();
    expect(saveOtp).not.toHaveBeenCalled();
  });

  test("without a code needs a reason", async () => {
    const { saveOtp } = open();
    await type(/^Secret/, SECRET);
    await userEvent.click(screen.getByRole("checkbox", { name: /cannot read out/ }));
    await type(/^Why/, SECRET);
    await press("Save");
    expect(await screen.findByText(/Say in a few words/)).toBeTruthy();
    await type(/^Why/, "Lost the phone");
    await press("Save");
    await waitFor(() => expect(saveOtp.mock.calls[0]?.[0].proof).toEqual({ reason: "Lost the phone" }));
  });

  test("over an OTP that is there asks first", async () => {
    const { saveOtp } = open(true);
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Replace the OTP…");
    expect(await screen.findByText("Replace the OTP of Ann?")).toBeTruthy();
    expect(saveOtp).not.toHaveBeenCalled();
    await press("Replace the OTP");
    await waitFor(() => expect(saveOtp.mock.calls[0]?.[0].before).toBe("replace"));
  });
});

test("whoever shares one secret has not agreed to share the next", async () => {
  const { saveOtp } = open(false, { ok: false, code: "shared", userId: "5f8d0d55b54764421b7156c2" });
  await type(/^Secret/, SECRET);
  await type(/reads out/, code());
  await press("Save");
  await press("Save all the same");
  await waitFor(() => expect(saveOtp.mock.lastCall?.[0]).toMatchObject({ shared: true }));
  const other = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
  await type(/^Secret/, other);
  await type(/reads out/, totpCode(secretBytes(other), Date.now()));
  await press("Save all the same");
  await waitFor(() => expect(saveOtp).toHaveBeenCalledTimes(3));
  expect(saveOtp.mock.lastCall?.[0]).toMatchObject({ row: { secret: other }, shared: false });
});

describe("what became of it is told, and nothing typed is lost", () => {
  test.each<[FinalOutcome | "gone", string]>([
    [{ state: "refused", code: "user_locked", requestId: "r-1" }, "GenAuth refused it"],
    [{ state: "unknown", code: "timeout" }, "It may or may not be saved"],
    [{ state: "mismatch", code: "different" }, "GenAuth holds something else"],
    [{ state: "accepted", code: "no_permission" }, "Saved, but not checked"],
    [{ state: "stopped", code: "claimed" }, "Not saved"],
  ])("%j: %s", async (given, title) => {
    outcome = given;
    open();
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
    expect(await screen.findByText(title)).toBeTruthy();
    expect(secretBox().value).toBe(SECRET);
  });

  test.each<[FinalOutcome, string, "replace" | "blind"]>([
    [{ state: "skipped", code: "has_otp" }, "Replace it…", "replace"],
    [{ state: "skipped", code: "unchecked" }, "Save without looking…", "blind"],
  ])("%j offers: %s", async (given, offer, before) => {
    outcome = given;
    const { saveOtp } = open();
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
    await userEvent.click(await screen.findByRole("button", { name: offer }));
    await press(before === "replace" ? "Replace the OTP" : "Save without looking");
    await waitFor(() => expect(saveOtp.mock.lastCall?.[0].before).toBe(before));
  });

  test("a recovery code that was not sent, since the secret is there already", async () => {
    outcome = { state: "skipped", code: "same" };
    const { saveOtp } = open();
    await type(/^Secret/, SECRET);
    await press("Make a new code");
    await type(/reads out/, code());
    await press("Save");
    expect(await screen.findByText("The recovery code was not saved")).toBeTruthy();
    expect(screen.queryByText(/can sign in with this OTP now/)).toBeNull();
    outcome = { state: "verified" };
    await press("Replace it…");
    await press("Replace the OTP");
    expect(await screen.findByText("GenAuth holds exactly this secret.")).toBeTruthy();
    const [first, last] = saveOtp.mock.calls.map(([{ row }]) => row);
    expect(last).toEqual(first);
    expect(saveOtp.mock.lastCall?.[0].before).toBe("replace");
  });

  test("the server was not reached: nothing was sent", async () => {
    outcome = "gone";
    open(false, new TypeError("no network"));
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
    const said = await screen.findByText(/The OTP Ferry server was not reached/, {}, { timeout: 8_000 });
    expect(said).toBeTruthy();
    expect(secretBox().value).toBe(SECRET);
  });

  test("the answer got lost before the run was open: it is not said that nothing was sent", async () => {
    outcome = "gone";
    const { onOutcome } = open(false, new TypeError("no network"));
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(screen.queryByText(/The OTP Ferry server was not reached/)).toBeNull();
    outcome = { state: "verified" };
    await waitFor(() => expect(onOutcome).toHaveBeenCalled(), { timeout: 3_000 });
  });

  test("the answer got lost, and the run tells all the same", async () => {
    const { onOutcome } = open(false, new TypeError("no network"));
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
    await waitFor(() => expect(onOutcome).toHaveBeenCalled());
  });
});

test("leaving the page and coming back brings what was typed, in this tab only", async () => {
  const { unmount } = open();
  await type(/^Secret/, SECRET);
  unmount();
  open();
  expect(secretBox().value).toBe(SECRET);
  expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain(SECRET);
});

test("a new secret that is saved and not yet scanned outlasts going to another screen, and asks before it is lost", async () => {
  const { unmount } = open();
  await press("Make a new one");
  await type(/^Shown in the app as/, "ACME");
  await userEvent.click(screen.getByRole("checkbox", { name: /cannot read out/ }));
  await type(/^Why/, "They are on the phone, and will scan it");
  await press("Save");
  expect(await screen.findByText("GenAuth holds exactly this secret.")).toBeTruthy();
  const card = () => screen.queryByRole("region", { name: "OTP for Ann" });
  const shown = card()?.textContent;
  expect(shown).toContain("otpauth://totp/ACME:");
  const asks = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(asks()).toBe(true);
  unmount();
  open();
  expect(card()?.textContent).toBe(shown);
  await press("Done: hide it");
  expect(card()).toBeNull();
  expect(asks()).toBe(false);
});

test("a new secret is made with its QR code, and its account by a name that the user signs in with", async () => {
  open();
  await press("Make a new one");
  const uri = screen.getByText(/^otpauth:/).textContent ?? "";
  expect(uri).toMatch(
    /^otpauth:\/\/totp\/GenAuth:ann%40example\.com\?secret=[A-Z2-7]{32}&issuer=GenAuth&algorithm=SHA1&digits=6&period=30$/,
  );
  expect(screen.getByRole("img", { name: "QR code of the new OTP" })).toBeTruthy();
  expect(screen.getByText(/^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/)).toBeTruthy();
});

test("nothing secret is shown before the server has written down who sees it", async () => {
  const told: unknown[] = [];
  let written = false;
  vi.stubGlobal("fetch", async (path: string, { body }: { body: string }) => {
    told.push([path, JSON.parse(body)]);
    return new Response(null, { status: written ? 204 : 503 });
  });
  open();
  await type(/^Secret/, SECRET);
  await press("Show");
  await press("Show the recovery code");
  await press("Make a new one");
  expect(screen.queryByRole("button", { pressed: true })).toBeNull();
  expect(screen.queryByText(/^otpauth:/)).toBeNull();
  written = true;
  await press("Show");
  expect(await screen.findByRole("button", { pressed: true })).toBeTruthy();
  const shown = ["/api/reveals", { kind: "shown", rows: 1, line: null, userId: USER.userId }];
  expect(told).toEqual([shown, shown, shown, shown]);
});

describe("signed out meanwhile", () => {
  const save = async (reply: SaveReply | Error) => {
    outcome = "out";
    open(false, reply);
    await type(/^Secret/, SECRET);
    await type(/reads out/, code());
    await press("Save");
  };
  const thrown = (digest: string) => Object.assign(new Error("An error occurred."), { digest });

  test.each<[string, Error, RegExp]>([
    ["a save that nobody is signed in for", thrown(notAllowedDigest(401)), /signed out, so nothing was sent/],
    ["one that is not allowed any more", thrown(notAllowedDigest(403)), /may not do this any more/],
    ["one whose answer was lost", thrown("1234"), /may or may not be saved. Sign in again/],
  ])("%s is told at once", async (_, error, words) => {
    await save(error);
    expect(await screen.findByText(words)).toBeTruthy();
    expect(secretBox().value).toBe(SECRET);
  });

  test("after it was taken, one may look again when one is signed in", async () => {
    await save({ ok: true });
    const again = await screen.findByRole("button", { name: "Look again" });
    outcome = { state: "verified" };
    await userEvent.click(again);
    expect(await screen.findByText("GenAuth holds exactly this secret.")).toBeTruthy();
  });
});
