import { base32nopad, hex } from "@scure/base";
import { GENAUTH_PARAMETERS } from "./parameters";

/** RFC 4226 section 4, R6: 160 bits are recommended. */
export const NEW_SECRET_BYTES = 20;
export const NEW_RECOVERY_BYTES = 12;

/** A new secret as canonical base32, of 20 random bytes. */
export function newSecret(random: Uint8Array): string {
  return base32nopad.encode(exactly(random, NEW_SECRET_BYTES));
}

/** A new recovery code in GenAuth's shape, six groups of four hexadecimal digits, of 12 random bytes. */
export function newRecoveryCode(random: Uint8Array): string {
  return hex.encode(exactly(random, NEW_RECOVERY_BYTES)).replace(/.{4}(?=.)/g, "$&-");
}

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`${length} random bytes are needed.`);
  return bytes;
}

/**
 * The Key URI of a GenAuth OTP for an authenticator app (Google Authenticator's Key URI format). The parameters are stated
 * although they are the defaults: some apps have others.
 * @param secret canonical base32
 */
export function writeKeyUri({
  issuer,
  account,
  secret,
}: {
  issuer: string;
  account: string;
  secret: string;
}): string {
  // A colon would end the issuer; apps show what is encoded by encodeURIComponent, and `+` for a space they do not.
  const [name, user] = [issuer, account].map((text) => encodeURIComponent(text.replaceAll(":", " ").trim()));
  const { algorithm, digits, period } = GENAUTH_PARAMETERS;
  return `otpauth://totp/${name}:${user}?secret=${secret}&issuer=${name}&algorithm=${algorithm}&digits=${digits}&period=${period}`;
}
