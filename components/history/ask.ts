import type { z } from "zod";

/** Asks our own server; null when it does not answer, or not in the expected shape. */
export async function ask<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const response = await fetch(path);
    return response.ok ? schema.parse(await response.json()) : null;
  } catch {
    return null;
  }
}

/** Tells our own server to do something; whether it did. */
export async function tell(method: "POST" | "DELETE", path: string, body?: object): Promise<boolean> {
  try {
    const response = await fetch(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return response.ok;
  } catch {
    return false;
  }
}
