export type ZipEntry = {
  name: string;
  /** 0: stored, 8: DEFLATE; nothing else is read here. */
  method: number;
  /** Of the bytes in the archive, and of what they stand for. */
  packed: number;
  size: number;
  /** With a password. */
  encrypted: boolean;
  /** The packed bytes. */
  data: Uint8Array;
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 10_000;

/**
 * The files in a ZIP archive as its central directory lists them (PKWARE APPNOTE 4.3), nothing unpacked; null if it is
 * malformed, split, Zip64, or has more than 10,000 entries. Never throws.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let end = bytes.length - 22;
    while (end >= 0 && end > bytes.length - 22 - MAX_COMMENT && view.getUint32(end, true) !== END) end--;
    if (end < 0 || view.getUint32(end, true) !== END) return null;
    const count = view.getUint16(end + 10, true);
    if (count > MAX_ENTRIES || view.getUint16(end + 4, true) !== 0) return null;
    const entries: ZipEntry[] = [];
    for (let i = 0, at = view.getUint32(end + 16, true); i < count; i++) {
      if (view.getUint32(at, true) !== CENTRAL) return null;
      const encrypted = (view.getUint16(at + 8, true) & 1) !== 0;
      const [method, packed, size] = [at + 10, at + 20, at + 24].map((place, n) =>
        n === 0 ? view.getUint16(place, true) : view.getUint32(place, true),
      ) as [number, number, number];
      const nameLength = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const local = view.getUint32(at + 42, true);
      if (view.getUint32(local, true) !== LOCAL) return null;
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (from + packed > bytes.length) return null;
      entries.push({ name, method, packed, size, encrypted, data: bytes.subarray(from, from + packed) });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  } catch {
    return null;
  }
}
