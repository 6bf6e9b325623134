import { expect, test } from "vitest";
import { transportFailure } from "./transport-failure";

test.each([
  [{ code: "ECONNREFUSED" }, "unreachable"],
  [{ code: "ENOTFOUND" }, "unreachable"],
  [{ code: "EAI_AGAIN" }, "unreachable"],
  [{ code: "EHOSTUNREACH", syscall: "connect" }, "unreachable"],
  [{ code: "EHOSTUNREACH", syscall: "read" }, "reset"],
  [{ code: "CERT_HAS_EXPIRED" }, "unreachable"],
  [{ code: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "unreachable"],
  [{ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "unreachable"],
  [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "unreachable"],
  [
    { cause: { errors: [{ code: "ECONNREFUSED" }, { code: "ENETUNREACH", syscall: "connect" }] } },
    "unreachable",
  ],
  [{ code: "ECONNABORTED" }, "timeout"],
  [{ code: "ETIMEDOUT" }, "timeout"],
  [{ code: "ECONNRESET" }, "reset"],
  [{ code: "EPIPE" }, "reset"],
  [{ code: "ERR_BAD_RESPONSE", response: { status: 200 } }, "reset"],
  [new Error("whatever"), "reset"],
  ["a text", "reset"],
  [null, "reset"],
])("%o is %s", (thrown, kind) => {
  expect(transportFailure(thrown)).toEqual({ kind });
});

test("an error that is its own cause ends", () => {
  const thrown: { cause?: unknown } = {};
  thrown.cause = thrown;
  expect(transportFailure(thrown)).toEqual({ kind: "reset" });
});
