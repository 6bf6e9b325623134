import decodeQR from "qr/decode.js";
import { looksLikeKeyUri } from "@/lib/otp/key-uri";
import { MINE, NOT_MINE } from "./app-export";
import type { Format } from "./format";
import { looksLikeMigration, readMigration } from "./migration";
import { readOtpText } from "./otp-text";
import { type Picture, picturePixels } from "./pixels";

const EFFORT = 64;
const TIME_LIMIT_MS = 3_000;

/**
 * A picture (PNG, JPEG, WebP, GIF) of one QR code with a Key URI, or with one part of Google Authenticator's "Transfer
 * accounts". In Node only PNG can be read.
 */
export const qrImage: Format = {
  id: "qr-image",
  extensions: [".png", ".jpg", ".jpeg", ".webp", ".gif"],
  detect: ({ magic }) => (magic?.problem === "image" ? MINE : NOT_MINE),

  async *read(source) {
    const picture = await picturePixels(await source.bytes());
    if (!picture) return yield { problem: "image" };
    const text = qrText(picture);
    if (text === null) return yield { problem: "no_qr" };
    const migration = looksLikeMigration(text) ? readMigration(text, 1) : null;
    if (migration) {
      if (migration.part) yield { part: migration.part };
      if (migration.records.length > 0) yield migration.records;
      else yield { problem: "no_otp" };
    } else if (looksLikeKeyUri(text.trim())) {
      yield [readOtpText(text, 1)];
    } else {
      yield { problem: "no_otp" };
    }
  },
};

/** The text of the QR code in a picture, or null if none can be made out. */
function qrText(picture: Picture): string | null {
  try {
    return decodeQR(picture, { effort: EFFORT, timeLimit: TIME_LIMIT_MS });
  } catch {
    return null;
  }
}
