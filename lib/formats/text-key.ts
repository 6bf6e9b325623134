/**
 * Hashes one text after another, a character at a time (cyrb53 with all 64 bits): by it the table tells that two rows have
 * the same user or carry the same secret, also after it has forgotten both. Not a cryptographic hash: among a million rows
 * the odds that two texts share a key are 1 in 36 million. It never leaves the worker.
 *
 * A text of ASCII has the same key whether it comes as bytes or as characters. The halves of a hash under way are the
 * caller's own variables, because a million of them are worked out in a loop:
 *
 *     let high = HASH_HIGH; let low = HASH_LOW;
 *     for (const code of codes) { high = mixHigh(high, code); low = mixLow(low, code); }
 *     key.set(high, low);
 */
export class TextKey {
  /** Unsigned; both 0: no text. */
  high = 0;
  low = 0;

  /** Finishes a hash. */
  set(mixedHigh: number, mixedLow: number): void {
    const high =
      Math.imul(mixedHigh ^ (mixedHigh >>> 16), 2246822507) ^
      Math.imul(mixedLow ^ (mixedLow >>> 13), 3266489909);
    const low =
      Math.imul(mixedLow ^ (mixedLow >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    this.high = high >>> 0;
    this.low = low >>> 0 || (high === 0 ? 1 : 0);
  }

  /** There is no text, so nobody has the same. */
  none(): void {
    this.high = 0;
    this.low = 0;
  }

  of(text: string): void {
    if (text === "") {
      this.none();
      return;
    }
    let high = HASH_HIGH;
    let low = HASH_LOW;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = mixHigh(high, code);
      low = mixLow(low, code);
    }
    this.set(high, low);
  }
}

export const HASH_HIGH = 0xdeadbeef | 0;
export const HASH_LOW = 0x41c6ce57;

export function mixHigh(high: number, code: number): number {
  return Math.imul(high ^ code, 2654435761);
}

export function mixLow(low: number, code: number): number {
  return Math.imul(low ^ code, 1597334677);
}
