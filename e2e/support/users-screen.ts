import { expect, type Locator, type Page } from "@playwright/test";
import { secretBytes } from "@/lib/otp/secret";
import { totpCode } from "@/lib/otp/totp";
import { Screen } from "./screen";
import type { Words } from "./words";

/** The code of a secret, so many steps of 30 s from now. */
export function codeOf(secret: string, steps = 0): string {
  return totpCode(secretBytes(secret), Date.now() + steps * 30_000);
}

/** The Users screens. */
export class UsersScreen extends Screen {
  get box(): Locator {
    return this.page.getByRole("combobox", { name: this.t("users.box") });
  }
  get options(): Locator {
    return this.page.getByRole("option");
  }
  private panel(title: Parameters<Words>[0]): Locator {
    return this.page.getByRole("region", { name: this.t(title) });
  }
  get who(): Locator {
    return this.panel("users.who");
  }
  get carried(): Locator {
    return this.panel("users.carried");
  }
  get check(): Locator {
    return this.panel("users.checkTitle");
  }
  get fix(): Locator {
    return this.panel("users.fixTitle");
  }
  get prove(): Locator {
    return this.panel("users.proveTitle");
  }
  get secret(): Locator {
    return this.fix.getByRole("textbox", { name: this.t("users.secretBox") });
  }
  get recovery(): Locator {
    return this.fix.getByRole("textbox", { name: this.t("users.recovery"), exact: true });
  }
  get code(): Locator {
    return this.prove.getByRole("textbox", { name: this.t("users.proveBox") });
  }
  get saveButton(): Locator {
    return this.prove.getByRole("button", { name: this.t("users.save"), exact: true });
  }
  get replaceButton(): Locator {
    return this.prove.getByRole("button", { name: this.t("users.replace"), exact: true });
  }
  button(name: Parameters<Words>[0], within: Locator | Page = this.page): Locator {
    return within.getByRole("button", { name: this.t(name as "users.save"), exact: true });
  }

  override open(): Promise<void> {
    return super.open("/users");
  }

  async openUser(userId: string): Promise<void> {
    await this.page.goto(`/users/${userId}`);
    await expect(this.check).toBeVisible();
  }

  /** Compares a code with GenAuth. */
  async compare(code: string): Promise<void> {
    await this.check.getByRole("textbox", { name: this.t("users.checkBox") }).fill(code);
    await this.button("users.checkNow", this.check).click();
  }

  async expectSaved(): Promise<void> {
    await expect(this.prove.getByText(this.t("outcome.verified"))).toBeVisible();
  }
}
