import type { Outcome, Reference } from "@/lib/otp/outcome";

/** GenAuth's own numbers for an outcome; none where it has said nothing. */
export function referenceOf(outcome: Outcome | null): Reference {
  if (!outcome) return {};
  switch (outcome.state) {
    case "waiting":
    case "sending":
    case "skipped":
      return {};
    default:
      return outcome;
  }
}

/** The same as one text, to quote to GenAuth's support; "" if it gave none. */
export function referenceText(outcome: Outcome | null): string {
  return quoted(referenceOf(outcome));
}

/** GenAuth's own numbers for an answer, as one text. */
export function quoted({ statusCode, apiCode, requestId }: Reference): string {
  return [
    statusCode === undefined || statusCode === 200 ? "" : `statusCode ${statusCode}`,
    apiCode === undefined ? "" : `apiCode ${apiCode}`,
    requestId === undefined ? "" : `requestId ${requestId}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}
