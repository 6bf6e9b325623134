import type { LookupKind } from "@/lib/otp/user-lookup";
import type { PoolUser } from "./pool-user";

/** One way to ask for a name: what GenAuth is asked for, and whether a user of its answer is meant. */
export type Way = { query: string; means(user: PoolUser): boolean };

/** Cannot be in a URL, or in anybody's name. */
const UNASKABLE = /[\p{Cc}\p{Cs}]/u;
/** ITU-T E.164: no calling code is the beginning of another. */
const CALLING_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;
/** GenAuth's own ids are numbers in hexadecimal: upper case names the same user. */
const HEX_ID = /^[0-9a-f]{24}$/i;
const CHINESE_MOBILE = /^1[3-9]\d{9}$/;

const digitsOf = (text: string) => text.replace(/\D/g, "");

/** A name without what an input method and a web page put into it: full-width characters, and marks that nobody sees. */
export function tidied(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim();
}

/** A phone number without what people put between the digits. */
export function bare(phone: string): string {
  return tidied(phone)
    .replace(/\(0\)/g, "")
    .replace(/[\s().\-\u2010-\u2015]/g, "");
}

/** GenAuth lets the country code be left out in mainland China, and knows the user's number only without it. */
function mayHaveCode(user: PoolUser, code: string): boolean {
  const own = digitsOf(user.phoneCountryCode) || (CHINESE_MOBILE.test(bare(user.phone)) ? "86" : "");
  return own === "" || own === code;
}

/** The digits of a number with its country code; null for one without. */
function international(phone: string): string | null {
  const digits = /^(?:\+|00)([1-9]\d+)$/.exec(phone)?.[1];
  if (digits) return digits;
  // A spreadsheet has eaten the plus. No other number is so surely one with a country code.
  return /^861[3-9]\d{9}$/.test(phone) ? phone : null;
}

function phoneWays(name: string): Way[] {
  const phone = bare(name);
  if (!/^\+?\d{3,}$/.test(phone)) return [];
  const asWritten: Way = { query: phone, means: (user) => bare(user.phone) === phone };
  const digits = international(phone);
  if (!digits) return [asWritten];
  const code = CALLING_CODE.exec(digits)?.[0] ?? "";
  const national = digits.slice(code.length);
  if (national === "") return [asWritten];
  const withoutCode: Way = {
    query: national,
    means: (user) => bare(user.phone) === national && mayHaveCode(user, code),
  };
  return [withoutCode, asWritten];
}

/**
 * How to ask for a name: the likeliest way first, the next one only when that finds nobody. Blanks around a name do
 * not count; an e-mail is the same in capitals; a phone number is tried without its country code, which GenAuth keeps
 * apart, and as it is written.
 * @returns none when nobody can have such a name, so that there is nothing to ask
 */
export function waysToAsk(kind: LookupKind, name: string): Way[] {
  const query = name.trim();
  if (query === "" || UNASKABLE.test(query)) return [];
  switch (kind) {
    case "email": {
      const lower = tidied(query).toLowerCase();
      if (!lower.includes("@")) return [];
      return [{ query: lower, means: (user) => user.email.trim().toLowerCase() === lower }];
    }
    case "phone":
      return phoneWays(query);
    case "userId": {
      const id = HEX_ID.test(query) ? query.toLowerCase() : query;
      return [{ query: id, means: (user) => user.userId === id }];
    }
    case "username":
    case "externalId":
      return [{ query, means: (user) => user[kind].trim() === query }];
  }
}
