"use client";

import { useRouter } from "next/navigation";

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice in a cookie, by which the server renders, and shows the page by it at once. */
export function usePreference(): (cookie: string, value: string) => void {
  const router = useRouter();
  return (cookie, value) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox ESR.
    document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  };
}
