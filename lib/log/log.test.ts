import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { base32nopad } from "@scure/base";
import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { describeError } from "./describe-error";
import { logLevel, openLog } from "./log";
import { requestId, requestNow } from "./request";
import { routePattern } from "./route-pattern";
import { scrub } from "./scrub";
import { watchHttp } from "./watch-http";

const SECRET = base32nopad.encode(randomBytes(20));
const bytes = Buffer.from(base32nopad.decode(SECRET));
const grouped = SECRET.toLowerCase().replace(/.{4}(?=.)/g, "$& ");

/** In every way in which one could come into a text. */
const SECRETS: [string, string][] = [
  ["canonical base32", SECRET],
  ["with padding", `${SECRET.slice(0, 26)}======`],
  ["in groups", grouped],
  ["in small letters", SECRET.toLowerCase()],
  ["hex", bytes.toString("hex")],
  ["base64", randomBytes(33).toString("base64")],
  ["a key URI", `otpauth://totp/Example:ann@example.com?secret=${SECRET}&issuer=Example`],
  ["a migration URI", `otpauth-migration://offline?data=${bytes.toString("base64")}`],
  ["a session cookie", "cookie: session=abc123.def"],
  ["an authorization header", "authorization: 65a1b2c3:Zm9vYmFy"],
  ["a bearer token", "Bearer eyJhbGciOi.J9"],
  ["a password", 'password="hunter2"'],
  ["FERRY_SECRET", "FERRY_SECRET=short-but-mine"],
  ["a key's secret", '"accessKeySecret":"abc"'],
  ["a database's password", "postgres://ferry:hunter2@db/ferry"],
];
const VALUES = ["hunter2", "short-but-mine", "def", "Zm9vYmFy", "eyJhbGciOi"];

function lines(level: ReturnType<typeof logLevel> = "trace") {
  const written: string[] = [];
  return { written, log: openLog(level, { write: (line) => void written.push(line) }) };
}

describe("a log line", () => {
  test.each(SECRETS)("has no secret in it: %s", (_, text) => {
    const { written, log } = lines();
    log("info", "try", { note: `before ${text} after`, list: [text], error: describeError(new Error(text)) });
    const said = written.join("").toLowerCase();
    const [core = ""] = text.match(/[A-Za-z2-7+/]{10,}/) ?? [];
    for (const part of [...VALUES, core.slice(0, 10)].filter((one) => one !== "" && text.includes(one)))
      expect(
        said.replace(/authorization|password|cookie|otpauth|ferry_secret|accesskeysecret/g, ""),
      ).not.toContain(part.toLowerCase());
    expect(said).toContain("[hidden]");
    expect(said).toContain("before ");
  });

  test("hides what is called like a secret, whatever it is", () => {
    const { written, log } = lines();
    log("info", "try", {
      password: "x1",
      token: "x2",
      secret: "x3",
      cookie: "x4",
      body: "x5",
      message: "x6",
    });
    expect(written.join("")).not.toMatch(/x\d/);
  });

  test("keeps what a human looks for", () => {
    const text =
      "run 3e2a6a8c-0d25-4c1e-9f0e-2a44aa6c0b12 of ann@example.com, user 65a1b2c3d4e5f60718293a4b, https://api.genauth.ai";
    expect(scrub(text)).toBe(text);
    const { written, log } = lines();
    log("warn", "run_ended", { rows: 3, state: "done", off: null });
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      level: "warn",
      event: "run_ended",
      rows: 3,
      state: "done",
      off: null,
      time: expect.stringMatching(/^\d{4}-/),
    });
  });

  test("is written by level, and an unknown level is the usual one", () => {
    const { written, log } = lines(logLevel({ FERRY_LOG_LEVEL: " WARN " }));
    log("info", "quiet");
    log("error", "loud");
    expect(written).toHaveLength(1);
    expect(logLevel({ FERRY_LOG_LEVEL: "loudest" })).toBe("info");
  });
});

describe("an error", () => {
  test("is its class, its code and our frames, never its message, nor what lies beside it", () => {
    const driver = Object.assign(new Error(`duplicate key (secret)=(${SECRET})`), {
      code: "23505",
      detail: SECRET,
      parameters: [SECRET],
    });
    const error = new DrizzleQueryError(`insert into rows values ('${SECRET}')`, [SECRET], driver);
    const { name, frames, cause } = describeError(error);
    expect(name).toBe("Error");
    expect(cause?.code).toBe("23505");
    expect(frames[0]).toContain("log.test.ts");
    expect(JSON.stringify(describeError(error))).not.toContain(SECRET.slice(0, 10));
  });

  test("has no line of its message that looks like a frame, and no class or code that is none", () => {
    const error = Object.assign(new Error(`a\n    at ${SECRET} (/x.js:1:1)`), { code: SECRET });
    error.name = SECRET;
    expect(JSON.stringify(describeError(error))).not.toContain(SECRET.slice(0, 10));
    expect(describeError(SECRET)).toEqual({ name: "string", frames: [] });
  });
});

describe("a request", () => {
  test("keeps the id that a proxy has given it only if it is a UUID", () => {
    const id = "3E2A6A8C-0D25-4C1E-9F0E-2A44AA6C0B12";
    expect(requestId(id)).toBe(id.toLowerCase());
    for (const given of [undefined, "", SECRET, `${id}\n{"level":"error"}`, [id, id]])
      expect(requestId(given)).not.toBe(given);
  });

  test("is called by its route, never by its address", () => {
    const routes = ["/", "/history/[runId]", "/api/runs/[runId]/rows"];
    expect(routePattern("/?q=x", routes)).toBe("/");
    expect(routePattern("/api/runs/1234/rows?search=ann", routes)).toBe("/api/runs/[runId]/rows");
    expect(routePattern("/_next/static/x.js", routes)).toBe("/_next");
    expect(routePattern(`/${SECRET}`, routes)).toBe("other");
  });

  test("has an id that its answer names, and all that is done for it knows", async () => {
    watchHttp(["/"]);
    const server = createServer(async (_request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      response.end(requestNow()?.id);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const ids = await Promise.all(
      [1, 2, 3].map(async () => {
        const answer = await fetch(url, { headers: { "x-request-id": SECRET } });
        const text = await answer.text();
        expect(answer.headers.get("x-request-id")).toBe(text);
        return text;
      }),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(SECRET);
    await new Promise((resolve) => server.close(resolve));
  });
});
