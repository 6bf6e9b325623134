import { z } from "zod";
import type { SessionFound } from "./session-guard";

const answerSchema = z.object({ id: z.string() });

/**
 * Asks whether one is signed in still; null when the server does not answer.
 * @param active somebody has just done something that no server has seen
 */
export async function askSession(id: string, active: boolean): Promise<SessionFound | null> {
  try {
    const response = await fetch("/api/session", { method: active ? "POST" : "GET" });
    if (response.status === 401) return "out";
    if (!response.ok) return null;
    return answerSchema.parse(await response.json()).id === id ? "same" : "other";
  } catch {
    return null;
  }
}
