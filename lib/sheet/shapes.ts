import { GENAUTH_PARAMETERS, type OtpParameters, plainAlgorithm, TOTP_OR_HOTP } from "@/lib/otp/parameters";

/** What kind of OTP a row holds, as its source states it; what it leaves out is taken as GenAuth's, and `assumed`. */
export type Shape = {
  type: "TOTP" | "HOTP" | "unknown" | "other";
  /** `null`, here and below: another one, which is not worth a bar of its own, or nothing that it could be. */
  algorithm: (typeof ALGORITHMS)[number] | null;
  digits: number | null;
  /** Seconds. */
  period: number | null;
  assumed: boolean;
};

const ALGORITHMS = ["SHA1", "SHA256", "SHA512", "MD5"] as const;
const TYPES = ["TOTP", "HOTP"] as const;

/** A value of an export could be anything, a secret in a wrong column too: only short numbers get through. */
function numberOf(text: string, assumed: number): number | null {
  if (text === "") return assumed;
  return /^\d{1,3} ?s?$/i.test(text) ? Number.parseInt(text, 10) : null;
}

/** Nothing in a shape is the source's own text. */
export function shapeOf({ type, algorithm, digits, period }: OtpParameters): Shape {
  const name = type.toUpperCase().replace(/^OATH[-_ ]?/, "");
  const hash = plainAlgorithm(algorithm);
  return {
    type:
      type === ""
        ? "TOTP"
        : type === TOTP_OR_HOTP
          ? "unknown"
          : (TYPES.find((known) => known === name) ?? "other"),
    algorithm:
      algorithm === "" ? GENAUTH_PARAMETERS.algorithm : (ALGORITHMS.find((known) => known === hash) ?? null),
    digits: numberOf(digits, GENAUTH_PARAMETERS.digits),
    period: numberOf(period, GENAUTH_PARAMETERS.period),
    assumed: [type, algorithm, digits, period].includes(""),
  };
}

/** A million rows have a few shapes: each is kept once, and rows hold its number. */
export class Shapes {
  readonly #byKey = new Map<string, number>();
  readonly #shapes: Shape[] = [];

  /** The number of this record's shape. */
  idOf(given: OtpParameters): number {
    const shape = shapeOf(given);
    const key = Object.values(shape).join(" ");
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.#byKey.set(key, this.#shapes.length);
    return this.#shapes.push(shape) - 1;
  }

  /** The shapes of which there are rows, the most frequent first. `rows`: how many, by number. */
  counted(rows: readonly number[]): { shape: Shape; rows: number }[] {
    return this.#shapes
      .map((shape, at) => ({ shape, rows: rows[at] ?? 0 }))
      .filter((counted) => counted.rows > 0)
      .sort((a, b) => b.rows - a.rows);
  }
}
