import { encodeQR } from "qr";
import { writeKeyUri } from "@/lib/otp/new-otp";
import { type FileLike, file } from "./files";

/** A Key URI with nothing left open. */
export function uriOf(secret: string, account = "somebody"): string {
  return writeKeyUri({ issuer: "Old system", account, secret });
}

/** A picture of a QR code. */
export function qrImage(text: string, name = "qr.gif"): FileLike {
  return file(name, encodeQR(text, "gif", { scale: 6, border: 4 }));
}

/** A film of a QR code that stands still, as Chromium's pretended camera takes it: Y4M, 4:2:0. */
export function qrFilm(text: string): Buffer {
  const [width, height, scale] = [640, 480, 8];
  const rows = encodeQR(text, "raw", { border: 4 });
  const left = Math.floor((width - rows.length * scale) / 2);
  const top = Math.floor((height - rows.length * scale) / 2);
  const luma = Buffer.alloc(width * height, 235);
  for (const [y, row] of rows.entries())
    for (const [x, dark] of row.entries())
      if (dark)
        for (let line = 0; line < scale; line++) {
          const from = (top + y * scale + line) * width + left + x * scale;
          luma.fill(16, from, from + scale);
        }
  const chroma = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, chroma]);
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([header, ...Array.from({ length: 10 }, () => frame)]);
}
