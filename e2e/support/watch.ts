import type { BrowserContext, ConsoleMessage, Page, Request, WebError } from "@playwright/test";

/** Looks at everything that a page does, so that a test fails for what it did not ask about. */
export type Watch = {
  /** What went wrong and was not expected. */
  problems(): string[];
  /** Every URL asked for so far, of every kind. */
  urls(): string[];
  /** This may appear among the problems: the test is about it. */
  expect(problem: RegExp): void;
  /** Another server that belongs to the test. */
  trust(origin: string): void;
  /** Looks no longer: the context may go on to another test. */
  end(): void;
};

/** Page errors, console errors (a breach of the CSP is one) and requests to any other origin. */
export function watchContext(context: BrowserContext, origin: string): Watch {
  const origins = new Set([origin]);
  const expected: RegExp[] = [];
  const said: string[] = [];
  const urls: string[] = [];

  const seen = (url: string) => {
    urls.push(url);
    if (!/^(?:blob|data):/.test(url) && !origins.has(new URL(url).origin)) said.push(`other origin: ${url}`);
  };
  const onError = (error: WebError) => void said.push(`page error: ${error.error().message}`);
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === "error") said.push(`console error: ${message.text()} (${message.location().url})`);
  };
  const onRequest = (request: Request) => seen(request.url());
  const onPage = (page: Page) => void page.on("websocket", (socket) => seen(socket.url()));
  context.on("weberror", onError).on("console", onConsole).on("request", onRequest).on("page", onPage);

  return {
    problems: () => said.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
    urls: () => [...urls],
    expect: (problem) => void expected.push(problem),
    trust: (other) => void origins.add(other),
    end: () =>
      void context
        .off("weberror", onError)
        .off("console", onConsole)
        .off("request", onRequest)
        .off("page", onPage),
  };
}
