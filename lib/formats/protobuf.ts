export type ProtobufField = { number: number; value: bigint | Uint8Array };

const VARINT = 0;
const LENGTH_DELIMITED = 2;
/** Bytes of the fixed-size wire types, which are passed over. */
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/**
 * The fields of a message in Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding), in file order; null if
 * the bytes are no message to their very end. Linear; never throws.
 */
export function protobufFields(bytes: Uint8Array): ProtobufField[] | null {
  const fields: ProtobufField[] = [];
  let at = 0;
  const varint = (): bigint | null => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return null;
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag === null) return null;
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    const size = wire === VARINT || wire === LENGTH_DELIMITED ? varint() : BigInt(FIXED[wire] ?? -1);
    if (size === null || number === 0) return null;
    if (wire === VARINT) {
      fields.push({ number, value: size });
      continue;
    }
    if (size < 0n || size > BigInt(bytes.length - at)) return null;
    const end = at + Number(size);
    if (wire === LENGTH_DELIMITED) fields.push({ number, value: bytes.subarray(at, end) });
    at = end;
  }
  return fields;
}
