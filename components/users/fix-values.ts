import { z } from "zod";
import { SECRET_ENCODINGS } from "@/lib/otp/record";
import { reasonSchema } from "@/lib/otp/save-otp";
import { typedCode } from "@/lib/otp/stated-code";

/** What is typed on the page of a user. `encoding`: "" for the likeliest. `unproven`: there is no code, but a reason. */
export type FixValues = {
  text: string;
  encoding: "" | (typeof SECRET_ENCODINGS)[number];
  recoveryCode: string;
  issuer: string;
  code: string;
  unproven: boolean;
  reason: string;
  acceptShortSecrets: boolean;
  acceptInactiveUsers: boolean;
};

export const NOTHING_TYPED: FixValues = {
  text: "",
  encoding: "",
  recoveryCode: "",
  issuer: "GenAuth",
  code: "",
  unproven: false,
  reason: "",
  acceptShortSecrets: false,
  acceptInactiveUsers: false,
};

/** The messages are keys below `users.fix`. */
export const fixSchema = z
  .object({
    text: z.string(),
    encoding: z.enum(["", ...SECRET_ENCODINGS]),
    recoveryCode: z.string(),
    issuer: z.string(),
    code: z.string(),
    unproven: z.boolean(),
    reason: z.string(),
    acceptShortSecrets: z.boolean(),
    acceptInactiveUsers: z.boolean(),
  })
  .superRefine(({ code, unproven, reason }, context) => {
    if (unproven && !reasonSchema.safeParse(reason).success)
      context.addIssue({ code: "custom", path: ["reason"], message: "needsReason" });
    if (!unproven && typedCode(code).length !== 6)
      context.addIssue({ code: "custom", path: ["code"], message: "needsCode" });
  });
