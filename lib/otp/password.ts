export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

export const PASSWORD_PROBLEMS = ["short", "long", "simple", "personal"] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

export const PASSWORD_STRENGTHS = ["weak", "fair", "strong"] as const;
export type PasswordStrength = (typeof PASSWORD_STRENGTHS)[number];

/** Rows of a keyboard, by which people walk along. */
const WALKS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** What everybody tries first. */
const COMMON = /password|passw0rd|passwort|letmein|welcome|admin|iloveyou|changeme|otpferry|genauth|authing/g;

/** Whether `next` is what anybody would guess after `here`: the same, its neighbour in the alphabet or on the keyboard. */
function follows(here: string, next: string): boolean {
  const step = next.charCodeAt(0) - here.charCodeAt(0);
  if (Math.abs(step) <= 1) return true;
  return WALKS.some((walk) => walk.includes(here + next) || walk.includes(next + here));
}

/** How many characters have to be guessed: a common word, a repeat or a walk counts as one each, and a half twice as one. */
function unguessed(password: string): number {
  const text = password.toLowerCase().replace(COMMON, "\u0000");
  const characters = [...text];
  const surprising = characters.filter((here, at) => !follows(characters[at - 1] ?? "\uffff", here)).length;
  return Math.min(surprising, 2 * new Set(characters).size);
}

/**
 * What is wrong with a password for the console itself, if anything. No rules of composition (NIST SP 800-63B 3.1.1.2): only
 * its length, and that it is nothing that is guessed first.
 * @param about what somebody would guess of this person: the e-mail address, the name
 */
export function passwordProblem(password: string, about: readonly string[]): PasswordProblem | null {
  if ([...password].length < SHORTEST_PASSWORD) return "short";
  if (password.length > LONGEST_PASSWORD) return "long";
  let rest = password.toLowerCase();
  const parts = about
    .flatMap((text) => text.toLowerCase().split(/[\s@.]+/))
    .filter((part) => part.length > 3);
  for (const part of parts) rest = rest.replaceAll(part, "");
  if (rest.length < password.length && unguessed(rest) < 8) return "personal";
  return unguessed(password) < 8 ? "simple" : null;
}

/** How hard a password is to guess, as far as its text tells: nobody knows from it where else it is used. */
export function passwordStrength(password: string): PasswordStrength {
  const count = unguessed(password);
  if (count < 12) return "weak";
  return count < 16 ? "fair" : "strong";
}
