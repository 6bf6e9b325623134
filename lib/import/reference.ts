import type { Reference } from "@/lib/otp/outcome";

/** GenAuth's own numbers out of an answer, and nothing else of it. */
export function reference({ statusCode, apiCode, requestId }: Reference): Reference {
  return {
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(apiCode === undefined ? {} : { apiCode }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
