import { createHmac } from "node:crypto";

/** The parameters of a request: a query's texts and lists of texts, or the members of a JSON body. */
export type Params = Record<string, unknown>;

/**
 * The parameters of a query. A list arrives as `userIds[]=a&userIds[]=b` and is signed as `userIds=["a","b"]`.
 * @param search the query as it came, with or without its `?`
 */
export function queryParams(search: string): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = Object.create(null);
  for (const [key, value] of new URLSearchParams(search)) {
    if (!key.endsWith("[]")) {
      params[key] = value;
      continue;
    }
    const name = key.slice(0, -2);
    const list = params[name];
    params[name] = Array.isArray(list) ? [...list, value] : [value];
  }
  return params;
}

function canonicalHeaders(headers: Record<string, unknown>): string {
  return Object.keys(headers)
    .filter((key) => key.startsWith("x-authing-") || key === "date")
    .sort()
    .map(
      (key) =>
        `${key}:${String(headers[key])
          .replace(/[\t\n\r\f]/g, " ")
          .trim()}\n`,
    )
    .join("");
}

/**
 * The texts of which a client may have signed one (genauth-api.md section 3). There are two when no parameter
 * arrives: the SDK signs a trailing `?` when all of its parameters were undefined.
 * @param headers lower-case names, as node:http gives them
 */
export function stringsToSign(
  method: string,
  path: string,
  headers: Record<string, unknown>,
  params: Params,
): string[] {
  const head = `${method}\n${canonicalHeaders(headers)}${path}`;
  const pairs = Object.keys(params)
    .sort()
    .map((key) => {
      const value = params[key];
      return `${key}=${typeof value === "object" && value !== null ? JSON.stringify(value) : String(value)}`;
    });
  return pairs.length === 0 ? [head, `${head}?`] : [`${head}?${pairs.join("&")}`];
}

/** HMAC-SHA1 in base64, under the key's secret. */
export function sign(secret: string, text: string): string {
  return createHmac("sha1", secret).update(text, "utf8").digest("base64");
}
