import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { guardServers } from "./guard-servers";

let server: Server;
let port: number;
beforeAll(async () => {
  guardServers({ FERRY_URL: "https://ferry.example.com" });
  server = createServer((request, response) => {
    const from = String(request.headers["x-forwarded-for"]);
    const what = `${request.method} ${request.url}`;
    response.writeHead(308, { location: "/", "x-from": from, "x-what": what }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("every answer has its headers, and slow clients are let go", async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
  expect(answer.status).toBe(308);
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=63072000");
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 120_000]);
});

test("where a request comes from is what its connection says, whatever its headers do", async () => {
  const headers = { "x-forwarded-for": "203.0.113.9, 198.51.100.1" };
  const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual", headers });
  expect(answer.headers.get("x-from")).toMatch(/^(?:::ffff:)?127\.0\.0\.1$/);
});

test("what is built once and for all may be cached", async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/_next/static/a.js`, { redirect: "manual" });
  expect(answer.headers.get("cache-control")).toBe(null);
  expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  const led = await fetch(`http://127.0.0.1:${port}/_next/static/%2e%2e%2f%2E./api/runs`, {
    redirect: "manual",
  });
  expect(led.headers.get("cache-control")).toBe("no-store");
});

const others = Object.values(networkInterfaces())
  .flat()
  .flatMap((one) => (one && !one.internal && one.family === "IPv4" ? [one.address] : []));

test("who comes by another interface gets no answer, whatever name they give", async () => {
  for (const address of others) {
    const heard = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(port, address, () => socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
      socket.on("data", (part) => {
        text += part;
      });
      socket.on("close", () => resolve(text));
      socket.on("error", () => undefined);
    });
    expect(heard).toBe("");
  }
});

/** What comes back on a connection, until the server ends it. */
function heardFrom(request: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("close", () => resolve(text));
    socket.on("error", () => undefined);
  });
}

test("who asks for another protocol is answered as everybody, and not held for ever", async () => {
  // As Next does, which leaves such a connection to whoever else may want it.
  server.on("upgrade", () => undefined);
  const heard = await heardFrom(
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
  );
  expect(heard).toMatch(/^HTTP\/1\.1 308 /);
});

test.each([
  ["TRACE /", "FORBIDDEN /"],
  ["OPTIONS *", "OPTIONS /"],
])("%s reaches Next as %s", async (line, what) => {
  const heard = await heardFrom(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  expect(heard).toContain(`x-what: ${what}\r\n`);
});
