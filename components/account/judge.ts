import type { Judged } from "@/lib/otp/judge-password";

/**
 * What is to be said of a new password. The list of breached passwords comes when it is needed first; null where it does
 * not come: the server judges again in any case.
 */
export async function judge(password: string, about: readonly string[]): Promise<Judged | null> {
  try {
    const { judgePassword } = await import("@/lib/otp/judge-password");
    return judgePassword(password, about);
  } catch {
    return null;
  }
}
