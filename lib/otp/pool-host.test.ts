import { expect, test } from "vitest";
import { isLoopbackName, readPoolHost } from "./pool-host";

test.each([
  ["api.genauth.ai", "https://api.genauth.ai"],
  [" https://API.GenAuth.ai/ \n", "https://api.genauth.ai"],
  ["genauth.corp.example:8443", "https://genauth.corp.example:8443"],
  ["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
  ["http://localhost:4000", "http://localhost:4000"],
  ["http://[::1]:4000", "http://[::1]:4000"],
  ["http://2130706433", "http://127.0.0.1"],
  ["http://0177.1", "http://127.0.0.1"],
  ["https://10.1.2.3", "https://10.1.2.3"],
])("%j is %s", (text, host) => expect(readPoolHost(text)).toEqual({ host }));

test.each([
  ["", "malformed"],
  ["not a host", "malformed"],
  ["ftp://api.genauth.ai", "malformed"],
  ["javascript://api.genauth.ai", "malformed"],
  ["https://", "malformed"],
  ["https://api.genauth.ai\\@evil.example", "malformed"],
  ["api.genauth.ai\r\nx-forwarded-host: evil.example", "malformed"],
  ["https://user:pass@api.genauth.ai", "extras"],
  ["https://@api.genauth.ai", "extras"],
  ["api.genauth.ai@evil.example", "extras"],
  ["https://api.genauth.ai/api/v3", "extras"],
  ["https://api.genauth.ai?x=1", "extras"],
  ["https://api.genauth.ai/#x", "extras"],
  ["http://api.genauth.ai", "not_https"],
  ["http://10.0.0.1", "not_https"],
  ["http://0.0.0.0", "not_https"],
  ["http://127.0.0.1.example.com", "not_https"],
  ["http://localhost.example.com", "not_https"],
  ["http://[::ffff:127.0.0.1]", "not_https"],
])("%j is none: %s", (text, problem) => expect(readPoolHost(text)).toEqual({ problem }));

test("a name that anybody could own is not this machine", () => {
  expect(isLoopbackName("127.0.0.1.nip.io")).toBe(false);
});
