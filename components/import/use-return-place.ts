"use client";

import { useEffect, useState } from "react";
import type { GridPlace } from "@/components/table/grid-port";
import { getSession } from "./session";

/** Where the table stood when somebody left it for a row's user: for the first table that is drawn, and for no other. */
export function useReturnPlace(drawn: boolean): GridPlace | null {
  const [place, setPlace] = useState(() => (typeof window === "undefined" ? null : getSession().place));
  useEffect(() => {
    if (!drawn || !place) return;
    getSession().place = null;
    setPlace(null);
  }, [drawn, place]);
  return place;
}
