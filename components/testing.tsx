import { cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { afterEach } from "vitest";
import { messagesOf } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locale";
import { EMPTY_STATE } from "@/lib/sheet/client";
import type { RowView } from "@/lib/sheet/row-view";
import { newView } from "@/lib/sheet/source-view";
import type { SheetState, SourceView } from "@/lib/sheet/state";

/** For tests only: components with the product's own words, and states for them to show. */

afterEach(cleanup);

// happy-dom does not know the size of a select, from which react-hook-form tells whether somebody has already chosen.
if (!("size" in HTMLSelectElement.prototype)) {
  Object.defineProperty(HTMLSelectElement.prototype, "size", { value: 0, writable: true });
}

/** The words of one language; a message that is missing or cannot be formatted fails the test. */
export function InWords({ locale, children }: { locale: Locale; children: ReactNode }) {
  const onError = (error: Error) => {
    throw error;
  };
  return (
    <IntlProvider locale={locale} messages={messagesOf(locale)} timeZone="UTC" onError={onError}>
      {children}
    </IntlProvider>
  );
}

export function show(children: ReactNode, locale: Locale = "en") {
  const wrapper = ({ children: inner }: { children: ReactNode }) => (
    <InWords locale={locale}>{inner}</InWords>
  );
  return render(children, { wrapper });
}

export function sheetState(
  changes: Partial<Omit<SheetState, "counts">> & { counts?: object } = {},
): SheetState {
  return { ...EMPTY_STATE, ...changes, counts: { ...EMPTY_STATE.counts, ...changes.counts } };
}

export function sourceView(changes: Partial<SourceView> = {}): SourceView {
  return {
    ...newView(0, "users.csv", 100),
    status: "ready",
    format: "delimited",
    candidates: ["delimited"],
    rows: 3,
    read: 1,
    ...changes,
  };
}

export function rowView(changes: Partial<RowView> = {}): RowView {
  return {
    id: 7,
    revision: 0,
    source: 0,
    line: 12,
    state: "ready",
    outcome: null,
    lock: null,
    user: {
      userId: "5f8d0d55b54764421b7156c1",
      email: "ann@example.com",
      phone: "",
      username: "",
      externalId: "",
      label: "",
      issuer: "",
    },
    parameters: { type: "totp", algorithm: "SHA1", digits: "6", period: "30" },
    secret: { bits: 160, given: true },
    member: null,
    recoveryCodes: 1,
    device: "",
    issues: [],
    ...changes,
  };
}
