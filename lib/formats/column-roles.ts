import { LOOKUP_KINDS } from "@/lib/otp/user-lookup";
import { type Cell, cellText } from "./cell";
import type { ColumnRole } from "./format";
import { compact, type HeaderMatch, isOfOthers, matchHeader, pathShape } from "./header-name";
import { parametersBySight } from "./parameters-by-sight";
import { differ, rivalNames } from "./rival-names";
import { columnShape, type Shape, shapeOf } from "./shape";
import { shapedRoles } from "./shaped-roles";
import { agrees, isAmbiguous } from "./value-checks";

type Values = readonly (Cell | undefined)[];

export type Roles = {
  roles: ColumnRole[];
  /** Whether a role was given, or withheld, on thin evidence. */
  unsure: boolean;
  /** Columns that could each be the secret. */
  secrets: number[];
  /** Columns of which each could be the one that names the user, and that name different ones in a row. */
  rivals: number[];
};

/** Roles that describe the OTP: of nested data, only what lies beside or below the secret counts. */
const OF_THE_OTP: ReadonlySet<ColumnRole> = new Set([
  "type",
  "algorithm",
  "digits",
  "period",
  "counter",
  "issuer",
  "confirmed",
  "disabled",
  "label",
]);

/** Roles that name the user. A label names the record to a human. */
const NAMES: ReadonlySet<ColumnRole> = new Set(LOOKUP_KINDS);

/** What GenAuth cannot be told: stated anywhere, it must not be overlooked. */
const PARAMETERS: ReadonlySet<ColumnRole> = new Set(["type", "algorithm", "digits", "period"]);

/** The role of every column: by its name where the values do not speak against it, else by what its values look like. */
export function columnRoles(names: readonly string[], values: readonly Values[], hasHeader: boolean): Roles {
  const shapes = values.map((cells) => columnShape(cells));
  const roles: ColumnRole[] = names.map(() => "ignore");
  if (!hasHeader) return shapedRoles(shapes, values);

  const matches = withoutRowIds(names.map((name, at) => matched(name, values[at] ?? [], shapes[at] ?? null)));
  shapes.forEach((shape, at) => {
    const stated = matches[at]?.role === "secret" && values[at]?.some((cell) => shapeOf(cell) === "uri");
    if (shape === "uri" || stated) roles[at] = "uri";
  });

  const secrets = best(matches, "secret", values).filter((at) => roles[at] === "ignore");
  const bySight = secrets.length > 0 || roles.includes("uri") ? [] : secretsBySight(names, matches, shapes);
  const candidates = [...secrets, ...bySight];
  const chosen = candidates[0];
  // The same field of every element of an array: each is a device of its own (devices.ts).
  for (const at of candidates) {
    if (
      chosen !== undefined &&
      pathShape(names[at] ?? "") === pathShape(names[chosen] ?? "") &&
      (at === chosen || isIndexed(names[at]))
    ) {
      roles[at] = "secret";
    }
  }

  const rivals: number[] = [];
  const otpAt = chosen ?? roles.indexOf("uri");
  const beside = parentOf(pathShape(names[otpAt] ?? ""));
  for (const role of SINGLE) {
    const near = (at: number) => !OF_THE_OTP.has(role) || liesBeside(pathShape(names[at] ?? ""), beside);
    const far = (at: number) =>
      PARAMETERS.has(role) && !isIndexed(names[at]) && !isAmbiguous(matches[at]?.word ?? "");
    const free = best(matches, role, values).filter((at) => roles[at] === "ignore");
    const fitting = [...free.filter(near), ...free.filter((at) => !near(at) && far(at))];
    const [first] = fitting;
    if (first === undefined) continue;
    if (NAMES.has(role)) rivals.push(...rivalNames(fitting, names, matches, values));
    const shape = pathShape(names[first] ?? "");
    for (const at of fitting) {
      if (
        at === first ||
        role === "recoveryCode" ||
        (isIndexed(names[at]) && OF_THE_OTP.has(role) && pathShape(names[at] ?? "") === shape)
      ) {
        roles[at] = role;
      }
    }
  }
  rivals.push(...fillUsers(roles, shapes, names, values));
  if (otpAt >= 0) {
    const isFree = (at: number) => roles[at] === "ignore" && matches[at] === null;
    for (const { at, role } of parametersBySight(names, values, isFree, (role) => roles.includes(role)))
      roles[at] = role;
  }
  return {
    roles,
    unsure: false,
    rivals,
    secrets: candidates.filter((at) => at === chosen || (!matches[at]?.weak && isFilled(values[at] ?? []))),
  };
}

const SINGLE = [
  "userId",
  "email",
  "phone",
  "username",
  "externalId",
  "label",
  "recoveryCode",
  "uri",
  "type",
  "algorithm",
  "digits",
  "period",
  "counter",
  "issuer",
  "confirmed",
  "disabled",
] as const satisfies readonly ColumnRole[];

function matched(name: string, values: Values, shape: Shape | null): HeaderMatch | null {
  const match = matchHeader(name);
  if (!match) return null;
  const filled = values.map((cell) => cellText(cell)).filter((text) => text !== "");
  if (match.weak && match.role === "secret") {
    return shape === "secret" || filled.some((text) => shapeOf(text) === "uri") ? match : null;
  }
  if (match.weak) {
    if (shape === "userId") return match;
    const login = compact(name) === "uid" && shape === "text";
    return { ...match, role: login ? "username" : "externalId" };
  }
  // People sign in by e-mail: then that is what the column holds, whatever it calls it.
  if (match.role === "username" && shape === "email") return { ...match, role: "email", rank: 800 };
  return agrees(match.role, match.word, filled) ? match : null;
}

/** Beside a column that names the user's id, a mere `id` is that of the row. */
function withoutRowIds(matches: (HeaderMatch | null)[]): (HeaderMatch | null)[] {
  const named = matches.some(
    (match) => match && !match.weak && (match.role === "userId" || match.role === "externalId"),
  );
  return named
    ? matches.map((match) =>
        match?.weak && match.role !== "secret" && match.role !== "username" ? null : match,
      )
    : matches;
}

/** Columns whose name says this role, the surest first; a column with values before one without. */
function best(
  matches: readonly (HeaderMatch | null)[],
  role: ColumnRole,
  values: readonly Values[],
): number[] {
  const cost = (at: number): number => {
    const match = matches[at];
    if (!match) return Number.POSITIVE_INFINITY;
    return (isFilled(values[at] ?? []) ? 0 : 1e6) + (match.weak ? 1e5 : 0) + match.depth * 1e3 + match.rank;
  };
  return matches
    .flatMap((match, at) => (match?.role === role ? [at] : []))
    .sort((a, b) => cost(a) - cost(b) || a - b);
}

/** Names under which something that looks like a secret is none, or one of the other kind (HOTP). */
const NO_SECRET = /hash|digest|password|salt|token|hotp|hmacotp|密码/i;

function secretsBySight(
  names: readonly string[],
  matches: readonly (HeaderMatch | null)[],
  shapes: readonly (Shape | null)[],
): number[] {
  return names.flatMap((name, at) =>
    matches[at] === null && shapes[at] === "secret" && !NO_SECRET.test(name) ? [at] : [],
  );
}

const BY_SIGHT = [
  ["userId", /id$|编号|标识/i],
  ["email", /mail|courriel|correo|邮|郵/i],
  ["phone", /phone|mobil|handy|tel|手机|手機|电话|電話/i],
] as const;

/**
 * A table in which no name says who the user is may still show it: e-mail addresses, phones, GenAuth's ids. Where one does,
 * they count only under a name that says so in other words: else they may be those of who created the row. Returns the
 * columns of which nobody can tell which one it is.
 */
function fillUsers(
  roles: ColumnRole[],
  shapes: readonly (Shape | null)[],
  names: readonly string[],
  values: readonly Values[],
): number[] {
  const named = roles.some((role) => NAMES.has(role) && role !== "externalId");
  for (const [role, word] of BY_SIGHT) {
    if (roles.includes(role) || roles.includes("userId")) continue;
    const fitting = names.flatMap((name, at) => {
      const isShown = shapes[at] === role && roles[at] === "ignore" && !/\./.test(name) && !isOfOthers(name);
      return isShown && (!named || word.test(name)) ? [at] : [];
    });
    const [first] = fitting;
    if (first === undefined) continue;
    roles[first] = role;
    const unlike = fitting.filter((at) => differ(values[first] ?? [], values[at] ?? []));
    if (unlike.length > 0) return [first, ...unlike];
  }
  return [];
}

function isFilled(values: Values): boolean {
  return values.some((cell) => cellText(cell) !== "");
}

function isIndexed(name: string | undefined): boolean {
  return pathShape(name ?? "") !== name;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf(".") + 1);
}

function liesBeside(path: string, parent: string): boolean {
  return parent === "" ? !path.includes(".") : path.startsWith(parent);
}
