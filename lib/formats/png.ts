import { inflated } from "./inflate";
import { joinBytes } from "./join-bytes";

/** Pixels as red, green, blue. */
export type Pixels = { width: number; height: number; data: Uint8Array };

/** Samples a pixel by colour type: grey, colour, palette, grey and alpha, colour and alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Header = { width: number; height: number; depth: number; colour: number; channels: number };

/**
 * Reads a PNG (W3C PNG, third edition) that is not interlaced, over white where it is transparent; null for any other and for
 * damaged ones. For Node, which has no createImageBitmap; what a caller passes must be of bounded size. Never throws.
 */
export function readPng(bytes: Uint8Array): Pixels | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Header | null = null;
  let palette = new Uint8Array();
  let transparency = new Uint8Array();
  const data: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (chunk.length < length || type === 0x49454e44) break;
    if (type === 0x49484452) header = readHeader(chunk);
    else if (type === 0x504c5445) palette = chunk.slice();
    else if (type === 0x74524e53) transparency = chunk.slice();
    else if (type === 0x49444154) data.push(chunk);
    at += 12 + length;
  }
  if (!header) return null;
  const rowBytes = Math.ceil((header.width * header.channels * header.depth) / 8);
  const raw = inflated(joinBytes(data), (rowBytes + 1) * header.height, "zlib");
  if (!raw || raw.length < (rowBytes + 1) * header.height) return null;
  return {
    width: header.width,
    height: header.height,
    data: toRgb(header, raw, rowBytes, palette, transparency),
  };
}

function readHeader(chunk: Uint8Array): Header | null {
  if (chunk.length !== 13) return null;
  const view = new DataView(chunk.buffer, chunk.byteOffset, 13);
  const [depth, colour, , , interlaced] = chunk.subarray(8);
  const channels = CHANNELS[colour ?? -1];
  if (depth === undefined || colour === undefined || !channels || interlaced !== 0) return null;
  if (![1, 2, 4, 8, 16].includes(depth) || (depth < 8 && channels > 1)) return null;
  return { width: view.getUint32(0), height: view.getUint32(4), depth, colour, channels };
}

function toRgb(
  { width, height, depth, colour, channels }: Header,
  raw: Uint8Array,
  rowBytes: number,
  palette: Uint8Array,
  transparency: Uint8Array,
): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  const step = Math.max(1, (channels * depth) >> 3);
  const most = depth === 16 ? 255 : (1 << depth) - 1;
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y++) {
    const start = y * (rowBytes + 1);
    const row = raw.slice(start + 1, start + 1 + rowBytes);
    unfilter(raw[start] ?? 0, row, above, step);
    above = row;
    /** The sample at a place in the row; of 16 bits the high ones. */
    const sample = (at: number): number => {
      if (depth === 16) return row[at * 2] ?? 0;
      if (depth === 8) return row[at] ?? 0;
      const bit = at * depth;
      return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
    };
    for (let x = 0; x < width; x++) {
      const at = x * channels;
      const to = (y * width + x) * 3;
      const first = sample(at);
      const alpha =
        colour === 3
          ? (transparency[first] ?? 255)
          : channels === 2 || channels === 4
            ? sample(at + channels - 1)
            : 255;
      for (let c = 0; c < 3; c++) {
        const value =
          colour === 3
            ? (palette[first * 3 + c] ?? 0)
            : ((channels >= 3 ? sample(at + c) : first) * 255) / most;
        rgb[to + c] = alpha === 255 ? value : (value * alpha + 255 * (255 - alpha)) / 255;
      }
    }
  }
  return rgb;
}

/** Undoes a row's filter in place (section 9.2); `step` is the distance to the same byte of the pixel to the left. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter === 0) return;
  for (let i = 0; i < row.length; i++) {
    const left = i < step ? 0 : (row[i - step] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < step ? 0 : (above[i - step] ?? 0);
    const guess =
      filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    row[i] = ((row[i] ?? 0) + guess) & 255;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
