import { z } from "zod";
import type { Behaviour } from "./behaviour";
import { type Envelope, failure, success, userNotFound } from "./envelope";
import type { World } from "./world";

const rowSchema = z.object({
  userId: z.string().min(1),
  otp: z.object({ secret: z.string().min(1), recoveryCode: z.string().optional() }),
});
type Row = z.infer<typeof rowSchema>;

/** One row's fate: stored, passed over without a word, or the reason why it is bad. */
type Verdict = { kind: "store"; row: Row } | { kind: "pass" } | { kind: "bad"; reason: Envelope };

const bad = (reason: Envelope): Verdict => ({ kind: "bad", reason });

function refusedUsers(list: readonly string[]): Map<string, Envelope> {
  return new Map(
    list.map((entry) => {
      const [userId = "", status = "400", apiCode] = entry.split(":");
      return [
        userId,
        failure(Number(status), "Refused", apiCode === undefined ? undefined : Number(apiCode)),
      ];
    }),
  );
}

/**
 * import-otp: one answer for the whole list; what is stored besides is up to the switches.
 * @param body the parsed JSON body
 */
export function importOtp(body: Record<string, unknown>, world: World, behaviour: Behaviour): Envelope {
  const list = body.list;
  if (!Array.isArray(list) || list.length === 0) return failure(400, "list must be a non-empty array");
  if (behaviour.maxList > 0 && list.length > behaviour.maxList) {
    return failure(413, `list must have at most ${behaviour.maxList} rows`);
  }

  const refused = refusedUsers(behaviour.refuseUsers);
  const rows = list.map((item) => rowSchema.safeParse(item));
  const last = new Map(rows.map((row, index) => [row.data?.userId, index]));
  const seen = new Set<string>();

  function judge(parsed: (typeof rows)[number], index: number): Verdict {
    if (!parsed.success) return bad(failure(400, "userId and otp.secret must be non-empty strings"));
    const row = parsed.data;
    const { userId, otp } = row;
    const repeated = seen.has(userId);
    seen.add(userId);

    const always = refused.get(userId);
    if (always) return bad(always);
    const user = world.find(userId, "user_id");
    if (!user) return bad(userNotFound());
    if (behaviour.refuseInactive && user.status !== "Activated") {
      return bad(failure(403, "The user is disabled or not in this tenant", 2120008));
    }
    if (behaviour.validateSecret && !/^[A-Z2-7]{16,}=*$/.test(otp.secret)) {
      return bad(failure(400, "otp.secret must be base32"));
    }
    if (behaviour.duplicateInList === "refuse" && repeated) return bad(failure(400, "userId is repeated"));
    if (behaviour.duplicateInList === "first-wins" && repeated) return { kind: "pass" };
    if (behaviour.duplicateInList === "last-wins" && last.get(userId) !== index) return { kind: "pass" };
    if (world.otp(userId) && behaviour.existing === "conflict") {
      return bad(failure(409, "The user has an OTP already"));
    }
    if (world.otp(userId) && behaviour.existing === "ignore") return { kind: "pass" };
    return { kind: "store", row };
  }

  // Judged before any is stored: a repetition in this list is no OTP that existed before.
  const verdicts = rows.map(judge);
  const firstBad = verdicts.findIndex((verdict) => verdict.kind === "bad");
  const stored =
    firstBad === -1 || behaviour.badRow === "store-good" || behaviour.badRow === "store-good-answer-200"
      ? verdicts
      : behaviour.badRow === "stop-at-bad"
        ? verdicts.slice(0, firstBad)
        : [];
  for (const verdict of stored) {
    if (verdict.kind === "store") world.store(verdict.row.userId, verdict.row.otp);
  }

  const fault = verdicts[firstBad];
  if (fault?.kind !== "bad" || behaviour.badRow === "store-good-answer-200") return success();
  return { ...fault.reason, requestId: success().requestId };
}
