import { Inflate, Unzlib } from "fflate";
import { joinBytes } from "./join-bytes";

/** So little at once can become no more than 16 MiB (DEFLATE's ratio is at most 1032). */
const STEP = 16 << 10;

/**
 * Inflates DEFLATE (RFC 1951), or zlib around it (RFC 1950), as long as no more than `most` bytes come of it; null for more,
 * and for damaged data. Never throws.
 */
export function inflated(data: Uint8Array, most: number, wrapped: "raw" | "zlib"): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = wrapped === "raw" ? new Inflate() : new Unzlib();
  stream.ondata = (part) => {
    size += part.length;
    if (size <= most) parts.push(part);
  };
  try {
    for (let at = 0; at < data.length && size <= most; at += STEP) {
      stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
    }
  } catch {
    return null;
  }
  return size > most ? null : joinBytes(parts);
}
