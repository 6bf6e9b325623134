import { type Cell, cellText } from "./cell";
import type { Roles } from "./column-roles";
import type { ColumnRole } from "./format";
import type { Shape } from "./shape";

const BASE32 = /^[A-Z2-7]+=*$/;
const DIGITS = /^(?:[4-9]|10)$/;
const PERIOD = /^(?:15|20|30|45|60|90|120|180|300) ?s?$/i;
const ALGORITHM = /^(?:hmac[-_ ]?)?(?:sha[-_ ]?(?:1|224|256|384|512)|md5|sm3)$/i;

/**
 * The roles of columns that have no names, by what their values look like. `unsure` unless every column is accounted
 * for by a shape that nothing else has.
 */
export function shapedRoles(
  shapes: readonly (Shape | null)[],
  values: readonly (readonly (Cell | undefined)[])[],
): Roles {
  const roles: ColumnRole[] = shapes.map(() => "ignore");
  let unsure = false;
  const give = (role: ColumnRole, fits: (shape: Shape | null, at: number) => boolean): boolean => {
    const at = shapes.findIndex((shape, i) => roles[i] === "ignore" && fits(shape, i));
    if (at >= 0) roles[at] = role;
    return at >= 0;
  };
  for (const role of ["uri", "userId", "email", "phone", "type"] as const)
    give(role, (shape) => shape === role);
  while (give("recoveryCode", (shape) => shape === "recoveryCode"));
  const all = (at: number, pattern: RegExp) => {
    const texts = (values[at] ?? []).map((cell) => cellText(cell)).filter((text) => text !== "");
    return texts.length > 0 && texts.every((text) => pattern.test(text));
  };
  // Nothing else is called that, and no parameter may be overlooked.
  give("algorithm", (_, at) => all(at, ALGORITHM));
  // Ids are often hex: beside one in base32 that is not the secret.
  if (!roles.includes("uri") && !give("secret", (shape, at) => shape === "secret" && all(at, BASE32)))
    give("secret", (shape) => shape === "secret");
  const after = Math.max(roles.indexOf("secret"), roles.indexOf("uri"));
  // A bare 6 or 30 means something only behind a secret, as in OATH seed files.
  if (after >= 0) {
    give("digits", (_, at) => at > after && all(at, DIGITS));
    give("period", (_, at) => at > after && all(at, PERIOD));
  }
  if (!roles.includes("userId") && !roles.includes("email") && !roles.includes("phone")) {
    unsure = true;
    if (!give("externalId", (shape) => shape === "uuid"))
      give("username", (shape, at) => shape === "text" && at !== after);
  }
  const secrets = shapes.flatMap((shape, at) => (shape === "secret" ? [at] : []));
  if (give("label", (shape, at) => shape === "number" || (shape === "text" && at !== after))) unsure = true;
  if (roles.some((role, at) => role === "ignore" && shapes[at] !== null)) unsure = true;
  return { roles, unsure, secrets, rivals: [] };
}
