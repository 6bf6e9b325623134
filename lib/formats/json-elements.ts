import { pathShape } from "./header-name";
import { pathValue } from "./json-rows";
import { isObject } from "./json-value";
import { pick } from "./vendor-values";

/** Whether a path leads through an array, to one of several like it. */
export function isInArray(path: string): boolean {
  return pathShape(path) !== path;
}

/**
 * All paths of a record that lead to the same field as this one does, in every element of the arrays on its way:
 * `devices.0.secret` → `devices.0.secret`, `devices.1.secret`, … in file order. Linear in the arrays' sizes.
 */
export function siblingPaths(record: unknown, path: string): string[] {
  const [first = "", ...rest] = pathShape(path).split("[]");
  let found = [{ path: "", value: record }];
  let key = first;
  for (const next of rest) {
    found = found.flatMap(({ path: before, value }) => {
      const array = step(value, key);
      if (!Array.isArray(array)) return [];
      return array.map((element: unknown, at) => ({ path: `${before}${key}${at}`, value: element }));
    });
    key = next;
  }
  return found
    .filter(({ value }) => key === "" || step(value, key) !== undefined)
    .map((one) => one.path + key);
}

/** The value behind a piece of a path, with the dots that join it to what is around it. */
function step(value: unknown, piece: string): unknown {
  const key = piece.replace(/^\.|\.$/g, "");
  return key === "" ? value : pathValue(value, key);
}

/**
 * A path that lies beside `secret` in the same elements, as far as both go through the same arrays:
 * (`devices.0.name`, `devices.4.secret`) → `devices.4.name`.
 */
export function beside(path: string, secret: string): string {
  const [parts, lead] = [path.split("."), secret.split(".")];
  for (let i = 0; i < Math.min(parts.length, lead.length); i++) {
    const [own = "", theirs = ""] = [parts[i], lead[i]];
    if (own === theirs) continue;
    if (!/^\d+$/.test(own) || !/^\d+$/.test(theirs)) break;
    parts[i] = theirs;
  }
  return parts.join(".");
}

/** Whether the element that a path lies in says that it is used up, as single-use codes do. */
export function isUsed(record: unknown, path: string): boolean {
  const parent = pathValue(record, path.slice(0, Math.max(0, path.lastIndexOf("."))));
  return isObject(parent) && !/^(?:|false|0)$/.test(pick(parent, "used_at", "usedAt", "used", "is_used"));
}
