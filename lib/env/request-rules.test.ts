import { expect, test } from "vitest";
import { refusalOf } from "./request-rules";

const FERRY = "https://ferry.example.com";
const asked = (method: string, headers: Record<string, string>) => ({
  method,
  headers: new Headers(headers),
});
const LOCAL = { host: "127.0.0.1:3000" };
const OURS = { host: "ferry.example.com", origin: FERRY };

test.each<[string, Record<string, string>, string | null, number | null]>([
  ["GET", LOCAL, null, null],
  ["GET", { host: "localhost:3000" }, null, null],
  ["GET", { host: "ferry.example.com" }, FERRY, null],
  ["GET", LOCAL, FERRY, null],
  ["GET", { host: "ferry.example.com" }, null, 421],
  ["GET", { host: "evil.example" }, FERRY, 421],
  ["GET", { host: "ferry.example.com.evil.example" }, FERRY, 421],
  ["GET", { host: "evil.example", "x-forwarded-host": "ferry.example.com" }, FERRY, 421],
  ["GET", {}, FERRY, 421],
  ["FORBIDDEN", LOCAL, null, 405],
  ["PROPFIND", OURS, FERRY, 405],
  ["PROPFIND", { host: "evil.example" }, FERRY, 421],
  ["POST", { ...LOCAL, origin: "http://127.0.0.1:3000" }, null, null],
  ["POST", OURS, FERRY, null],
  ["POST", { ...OURS, origin: "http://ferry.example.com" }, FERRY, 403],
  ["POST", { ...LOCAL, origin: FERRY }, FERRY, 403],
  ["POST", LOCAL, null, 403],
  ["POST", { ...LOCAL, origin: "null" }, null, 403],
  ["POST", { ...LOCAL, origin: "http://127.0.0.1:4000" }, null, 403],
  ["POST", { ...LOCAL, origin: "https://evil.example" }, null, 403],
  ["POST", { ...LOCAL, origin: "https://evil.example", "x-forwarded-host": "evil.example" }, null, 403],
  ["POST", { ...OURS, origin: "https://evil.example" }, FERRY, 403],
  ["DELETE", { ...OURS, origin: "https://evil.ferry.example.com" }, FERRY, 403],
  ["PUT", { host: "ferry.example.com" }, FERRY, 403],
  ["POST", { ...OURS, "sec-fetch-site": "same-origin" }, FERRY, null],
  ["POST", { ...OURS, "sec-fetch-site": "cross-site" }, FERRY, 403],
  ["POST", { ...OURS, "sec-fetch-site": "same-site" }, FERRY, 403],
  ["POST", { ...OURS, "sec-fetch-site": "none" }, FERRY, 403],
  [
    "POST",
    { ...OURS, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    FERRY,
    403,
  ],
  ["GET", { host: "ferry.example.com", "sec-fetch-site": "none" }, FERRY, null],
  [
    "GET",
    {
      host: "ferry.example.com",
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    },
    FERRY,
    null,
  ],
  [
    "GET",
    {
      host: "ferry.example.com",
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "iframe",
    },
    FERRY,
    403,
  ],
  [
    "GET",
    {
      host: "ferry.example.com",
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "no-cors",
      "sec-fetch-dest": "image",
    },
    FERRY,
    403,
  ],
  ["POST", { ...OURS, "transfer-encoding": "chunked" }, FERRY, 411],
  ["GET", { ...LOCAL, "transfer-encoding": "chunked" }, null, 411],
  ["POST", { ...OURS, "content-length": String(4 * 1024 * 1024) }, FERRY, null],
  ["POST", { ...OURS, "content-length": String(4 * 1024 * 1024 + 1) }, FERRY, 413],
])("%s %j to a console at %s: %s", (method, headers, origin, status) => {
  expect(refusalOf(asked(method, headers), origin)).toBe(status);
});
