import { imageSize } from "./image-size";
import { type Pixels, readPng } from "./png";

/** A phone's largest photo, and no picture made to fill the memory. */
const MAX_PIXELS = 60_000_000;
/** A QR code needs no more; the decoder takes no more than 4096. */
const MAX_SIDE = 2_400;

export type Picture = { width: number; height: number; data: Uint8Array | Uint8ClampedArray };

/**
 * The pixels of a picture, made smaller if it is large. In a browser and its workers whatever the browser can show; elsewhere
 * PNG. null if the picture is damaged, too large, or of a kind that cannot be read here. Never throws.
 */
export async function picturePixels(bytes: Uint8Array<ArrayBuffer>): Promise<Picture | null> {
  const size = imageSize(bytes);
  if (!size || size.width * size.height > MAX_PIXELS) return null;
  if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function") {
    const png = readPng(bytes);
    return png && shrunk(png);
  }
  let bitmap: ImageBitmap | null = null;
  try {
    bitmap = await createImageBitmap(new Blob([bytes]));
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) return null;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } catch {
    return null;
  } finally {
    bitmap?.close();
  }
}

/** Every n-th pixel of every n-th row. */
function shrunk(image: Pixels): Pixels {
  const step = Math.ceil(Math.max(image.width, image.height) / MAX_SIDE);
  if (step === 1) return image;
  const width = Math.floor(image.width / step);
  const height = Math.floor(image.height / step);
  if (width === 0 || height === 0) return image;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * step * image.width + x * step) * 3;
      data.set(image.data.subarray(from, from + 3), (y * width + x) * 3);
    }
  }
  return { width, height, data };
}
