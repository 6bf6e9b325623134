type TypedArray = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** The array with room for `length` numbers; those that it has keep their places. */
export function grown<T extends TypedArray>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array.subarray(0, length));
  return larger;
}

/** Moves what stands in these ranges, rising and apart, to the front of the array. */
export function keepRanges(array: TypedArray, ranges: readonly { from: number; to: number }[]): void {
  let at = 0;
  for (const { from, to } of ranges) {
    array.copyWithin(at, from, to);
    at += to - from;
  }
}
