/** For tests only: a browser's cookies and headers, as Next hands them to an action. */
export const browser = {
  jar: new Map<string, string>(),
  host: "127.0.0.1:3000",
  address: "192.0.2.1",
  /** Forgets everything. */
  clear(): void {
    this.jar.clear();
    this.address = "192.0.2.1";
  },
};

export const nextHeaders = {
  headers: async () =>
    new Headers({
      host: browser.host,
      "x-forwarded-for": browser.address,
      cookie: [...browser.jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "),
    }),
  cookies: async () => ({
    set(name: string, value: string, { maxAge }: { maxAge?: number }) {
      if (maxAge === 0) browser.jar.delete(name);
      else browser.jar.set(name, value);
    },
  }),
};
