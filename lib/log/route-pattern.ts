import "server-only";

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Routes of the build, as `/history/[runId]`; none where there is no build. */
export function routesOf(build: string): string[] {
  try {
    const text = readFileSync(
      join(/* turbopackIgnore: true */ build, "app-path-routes-manifest.json"),
      "utf8",
    );
    return Object.values(z.record(z.string(), z.string()).parse(JSON.parse(text)));
  } catch {
    return [];
  }
}

/**
 * The route that an address belongs to; `other` for none. The address itself may hold anything that somebody has pasted
 * behind the host: neither it nor its query is for a log.
 */
export function routePattern(url: string, routes: readonly string[]): string {
  const path = url.replace(/[?#].*$/s, "");
  if (path.startsWith("/_next/")) return "/_next";
  const given = path.split("/");
  const fits = (route: string) => {
    const parts = route.split("/");
    return (
      parts.length === given.length && parts.every((part, at) => part === given[at] || /^\[\w+\]$/.test(part))
    );
  };
  return routes.includes(path) ? path : (routes.find(fits) ?? "other");
}
