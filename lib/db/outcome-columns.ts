import { type Outcome, outcomeSchema } from "@/lib/otp/outcome";

/** A row's outcome as columns; null where it has none of it. */
export type OutcomeColumns = {
  state: string;
  code: string | null;
  statusCode: number | null;
  apiCode: string | null;
  requestId: string | null;
  earlier: Date | null;
};

/** Takes an outcome apart. A GenAuth code that is a number comes back as a number, whatever it was written as. */
export function columnsOf(outcome: Outcome): OutcomeColumns {
  const { state, code, statusCode, apiCode, requestId, earlier } = outcome as Outcome &
    Record<string, never | undefined> & {
      code?: string;
      statusCode?: number;
      apiCode?: string | number;
      requestId?: string;
      earlier?: string;
    };
  return {
    state,
    code: code ?? null,
    statusCode: statusCode ?? null,
    apiCode: apiCode === undefined ? null : String(apiCode),
    requestId: requestId ?? null,
    earlier: earlier === undefined ? null : new Date(earlier),
  };
}

/** Puts an outcome together again. */
export function outcomeOf({ state, code, statusCode, apiCode, requestId, earlier }: OutcomeColumns): Outcome {
  return outcomeSchema.parse({
    state,
    ...(code === null ? {} : { code }),
    ...(statusCode === null ? {} : { statusCode }),
    ...(apiCode === null ? {} : { apiCode: /^-?\d{1,15}$/.test(apiCode) ? Number(apiCode) : apiCode }),
    ...(requestId === null ? {} : { requestId }),
    ...(earlier === null ? {} : { earlier: earlier.toISOString() }),
  });
}
