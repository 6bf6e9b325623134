import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { LONGEST_PASSWORD, type PasswordProblem, type PasswordStrength, SHORTEST_PASSWORD } from "./password";

/** What everybody tries first here, as if it stood in the list of breached passwords. */
const OURS = ["otp", "ferry", "otpferry", "genauth", "authing"];

/** Powers of ten of guesses: below the first a password is refused, then it is weak, fair, strong. */
const REFUSED = 9;
const FAIR = 11;
const STRONG = 14;

/** Breached passwords lie in the package: nobody is asked. Beyond 64 characters the time it takes buys nothing. */
const estimator = new ZxcvbnFactory({
  dictionary,
  graphs: adjacencyGraphs,
  useLevenshteinDistance: true,
  maxLength: 64,
});

/** How many guesses somebody needs who knows `guesses`, as a power of ten. */
const guesses = (password: string, known: readonly string[]): number =>
  estimator.check(password, [...OURS, ...known]).guessesLog10;

/** The words of names and addresses. */
const wordsOf = (about: readonly string[]): string[] =>
  about.flatMap((text) => text.toLowerCase().split(/[\s@.]+/)).filter((word) => word.length > 2);

export type Judged =
  | { problem: PasswordProblem; strength: null }
  | { problem: null; strength: PasswordStrength };

const wrong = (problem: PasswordProblem): Judged => ({ problem, strength: null });

/**
 * What is wrong with a password for the console itself, or else how hard it is to guess. No rules of composition (NIST SP
 * 800-63B 3.1.1.2): only its length, and how soon it is guessed by whoever begins with breached passwords, walks along the
 * keyboard, repeats, dates, and what is known of the person. Nobody can tell from its text where else it is used.
 * @param about what somebody would guess of this person: the e-mail address, the name
 */
export function judgePassword(password: string, about: readonly string[]): Judged {
  if ([...password].length < SHORTEST_PASSWORD) return wrong("short");
  if (password.length > LONGEST_PASSWORD) return wrong("long");
  if (guesses(password, []) < REFUSED) return wrong("simple");
  const power = guesses(password, wordsOf(about));
  if (power < REFUSED) return wrong("personal");
  if (power < FAIR) return { problem: null, strength: "weak" };
  return { problem: null, strength: power < STRONG ? "fair" : "strong" };
}
