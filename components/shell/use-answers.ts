"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page answers already: false in what the server has drawn, until React has taken it over. */
export function useAnswers(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
