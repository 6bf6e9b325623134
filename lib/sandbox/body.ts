import type { IncomingMessage } from "node:http";
import { type Envelope, failure } from "./envelope";
import type { Params } from "./signer";

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a request's body to its end.
 * @returns the text, or null when it is larger than 64 MB or the client went away
 */
export async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES) return null;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The members of a JSON body, or the refusal: POST takes a JSON object and says so in content-type. */
export function jsonParams(
  contentType: string | undefined,
  text: string,
): { params: Params } | { refusal: Envelope } {
  if (!/^application\/json\b/i.test(contentType ?? "")) {
    return { refusal: failure(400, "content-type must be application/json") };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { params: value as Params };
  } catch {
    // Falls through to the refusal.
  }
  return { refusal: failure(400, "The body must be a JSON object") };
}
