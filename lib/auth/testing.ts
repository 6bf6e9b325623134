import crypto, { type ScryptOptions } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** For tests only: what hashing a password was to cost. It is done at next to no cost instead, which is most of such a test's time. */
export const scryptCosts: ScryptOptions[] = [];

const { scrypt } = crypto;
type Done = Parameters<typeof scrypt>[4];
Object.assign(crypto, {
  scrypt(password: string, salt: string, length: number, options: ScryptOptions, done: Done): void {
    scryptCosts.push(options);
    scrypt(password, salt, length, { ...options, N: 2 }, done);
  },
});
syncBuiltinESMExports();

/** For tests only: a browser's cookies and headers, as Next hands them to an action. */
export const browser = {
  jar: new Map<string, string>(),
  /** With what the cookies have come. */
  attributes: new Map<string, object>(),
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
    getAll: () => [...browser.jar].map(([name, value]) => ({ name, value })),
    set(name: string, value: string, attributes: { maxAge?: number }) {
      const { maxAge } = attributes;
      browser.attributes.set(name, attributes);
      if (maxAge === 0) browser.jar.delete(name);
      else browser.jar.set(name, value);
    },
  }),
};
