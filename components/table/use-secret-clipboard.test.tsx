// @vitest-environment happy-dom
import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CLEARED_AFTER_MS } from "./clipboard";
import { useSecretClipboard } from "./use-secret-clipboard";

const SECRET = "GEZDGNBVGY3TQOJQ";
let held = "";
let permission: PermissionState | null = null;
let focused = true;

beforeEach(() => {
  vi.useFakeTimers();
  held = SECRET;
  permission = null;
  focused = true;
  vi.spyOn(document, "hasFocus").mockImplementation(() => focused);
  vi.stubGlobal("navigator", {
    clipboard: {
      readText: async () => held,
      writeText: async (text: string) => {
        held = text;
      },
    },
    permissions: {
      query: async () => {
        if (!permission) throw new TypeError("no such permission");
        return { state: permission };
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function copySecret() {
  const { result } = renderHook(() => useSecretClipboard());
  act(() => result.current.watch(new Blob([SECRET])));
  return result;
}

async function pass(ms: number) {
  await act(() => vi.advanceTimersByTimeAsync(ms));
  vi.useRealTimers();
}
/** The fingerprint is computed elsewhere, in its own time. */
const soon = (check: () => void) => waitFor(check, { timeout: 10_000 });
const leave = () => window.dispatchEvent(new Event("blur"));

describe("secrets that were copied", () => {
  test("stay for a while", async () => {
    const result = copySecret();
    await pass(CLEARED_AFTER_MS - 1);
    expect([held, result.current.state]).toEqual([SECRET, "none"]);
  });

  test("are cleared where the page was never left", async () => {
    const result = copySecret();
    await pass(CLEARED_AFTER_MS);
    await soon(() => expect([held, result.current.state]).toEqual(["", "cleared"]));
  });

  test("are cleared where the page may look and finds them", async () => {
    permission = "granted";
    const result = copySecret();
    leave();
    await pass(CLEARED_AFTER_MS);
    await soon(() => expect([held, result.current.state]).toEqual(["", "cleared"]));
  });

  test("give way to what was copied since, which stays", async () => {
    permission = "granted";
    const result = copySecret();
    leave();
    held = "something else";
    await pass(CLEARED_AFTER_MS);
    expect([held, result.current.state]).toEqual(["something else", "none"]);
  });

  test("are left to the admin where nobody can know; the browser is not made to ask", async () => {
    permission = "prompt";
    const result = copySecret();
    leave();
    await pass(CLEARED_AFTER_MS);
    await soon(() => expect([held, result.current.state]).toEqual([SECRET, "held"]));
    await act(() => result.current.clear());
    await soon(() => expect([held, result.current.state]).toEqual(["", "cleared"]));
  });

  test("wait for the page to come back to the front", async () => {
    permission = "granted";
    const result = copySecret();
    focused = false;
    leave();
    await pass(CLEARED_AFTER_MS);
    expect(held).toBe(SECRET);
    focused = true;
    window.dispatchEvent(new Event("focus"));
    await soon(() => expect([held, result.current.state]).toEqual(["", "cleared"]));
  });

  test("are no matter any more once the page itself has copied something else", async () => {
    const result = copySecret();
    act(() => result.current.forget());
    held = "names";
    await pass(CLEARED_AFTER_MS);
    expect([held, result.current.state]).toEqual(["names", "none"]);
  });
});
