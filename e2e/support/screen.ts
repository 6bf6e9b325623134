import type { Locator, Page } from "@playwright/test";
import { hydrated } from "./hydrated";
import { t as english, type Words } from "./words";

/** A screen as a person uses it: by what things are called. */
export class Screen {
  readonly page: Page;
  readonly t: Words;

  constructor(page: Page, t: Words = english) {
    this.page = page;
    this.t = t;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async open(path = "/"): Promise<void> {
    await this.page.goto(path);
    await hydrated(this.page);
  }
}
