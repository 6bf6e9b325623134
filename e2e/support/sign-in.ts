import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { TOTP } from "otpauth";
import type { Role } from "@/lib/otp/role";
import type { ConsoleServer } from "./console-server";
import { t, type Words } from "./words";

export const OWNER = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "heron lantern violet dust",
};

/** The link by which the first owner is made, once the server has printed it. */
export async function welcomeLink({ url, output }: ConsoleServer): Promise<string> {
  const path = () => /\/welcome#[\w-]{43}/.exec(output())?.[0];
  // Next looks at what it has to do first when somebody asks.
  await fetch(url);
  await expect.poll(path).toBeDefined();
  return url + path();
}

type Newcomer = { name: string; email: string; password: string };

/** Fills in what an invitation asks for, up to the offer of a second factor. */
export async function join(
  page: Page,
  link: string,
  { name, email, password }: Newcomer,
  words: Words = t,
): Promise<void> {
  await page.goto(link);
  await page.getByLabel(words("welcome.name")).fill(name);
  const address = page.getByLabel(words("signIn.email"));
  if (await address.isEditable()) await address.fill(email);
  await page.getByLabel(words("signIn.password")).fill(password);
  await page.getByRole("button", { name: words("welcome.join") }).click();
  await page.getByRole("heading", { name: words("welcome.offerTitle") }).waitFor();
}

/** Makes the first owner, without a second factor. */
export async function makeOwner(page: Page, server: ConsoleServer): Promise<void> {
  await join(page, await welcomeLink(server), OWNER);
  await page.getByRole("button", { name: t("welcome.offerLater") }).click();
  await page.waitForURL(`${server.url}/`);
}

/** The cookies with which a browser is signed in, as a header. */
export async function cookiesOf(context: BrowserContext, url: string): Promise<string> {
  const cookies = await context.cookies(url);
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Has the owner, whose page it is, invite somebody, who joins; returns the cookies with which they are signed in. */
export async function joinAs(
  owner: Page,
  browser: Browser,
  { url }: ConsoleServer,
  role: Role,
  email: string,
): Promise<string> {
  await owner.goto(`${url}/people`);
  await owner.getByLabel(t("signIn.email")).fill(email);
  await owner.getByLabel(t("account.role"), { exact: true }).selectOption(role);
  await owner.getByRole("button", { name: t("people.makeLink") }).click();
  const link = (await owner.getByText(/\/welcome#/).textContent()) ?? "";
  const context = await browser.newContext();
  await join(await context.newPage(), link, { name: email, email: "", password: OWNER.password });
  const cookies = await cookiesOf(context, url);
  await context.close();
  return cookies;
}

export async function signIn(page: Page, email: string, password: string, words: Words = t): Promise<void> {
  await page.getByLabel(words("signIn.email")).fill(email);
  await page.getByLabel(words("signIn.password")).fill(password);
  await page.getByRole("button", { name: words("signIn.enter"), exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: t("app.signOut") }).click();
  await page.waitForURL(/\/sign-in$/);
}

/** What an authenticator app shows that was given this key by hand, `steps` periods from now. */
export function codeOf(key: string, steps = 0): string {
  const totp = new TOTP({ secret: key.replace(/\s/g, "") });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}
