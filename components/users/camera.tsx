"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** Often enough that nobody has to hold still, seldom enough that the page stays live. */
const LOOK_MS = 180;
/** A QR code that fills a third of the picture is still sharp at this size. */
const MOST_SIDE = 800;

/** Why there is no picture. The sentence for each is `users.camera.<code>`. */
type Failure = "refused" | "missing" | "broken";

function failureOf(thrown: unknown): Failure {
  const name = thrown instanceof DOMException ? thrown.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "broken";
}

/** Looks for a QR code through the camera until there is one. No picture leaves the page, and none is kept. */
export function CameraDialog({ onText, onClose }: { onText: (text: string) => void; onClose: () => void }) {
  const t = useTranslations("users");
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onText);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    found.current = onText;
  }, [onText]);

  useEffect(() => {
    const left = new AbortController();
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = async () => {
      const { decodeQR } = await import("qr/decode.js");
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const element = video.current;
      if (left.signal.aborted || !element) return stop();
      element.srcObject = stream;
      await element.play();
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d", { willReadFrequently: true });
      const look = () => {
        if (left.signal.aborted || !context) return;
        const text = textIn(element, canvas, context, decodeQR);
        if (text === null) timer = setTimeout(look, LOOK_MS);
        else found.current(text);
      };
      look();
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    start().catch((thrown: unknown) => left.signal.aborted || setFailure(failureOf(thrown)));
    return () => {
      left.abort();
      clearTimeout(timer);
      stop();
    };
  }, []);

  return (
    <Dialog open onClose={onClose} title={t("camera.title")}>
      <div className="flex flex-col gap-3">
        {failure ? (
          <Notice tone="bad" role="alert" title={t(`camera.${failure}`)} />
        ) : (
          <>
            <p className="text-ink-soft">{t("camera.hint")}</p>
            <video
              ref={video}
              muted
              playsInline
              aria-label={t("camera.picture")}
              className="aspect-video w-full rounded-control bg-black object-cover"
            />
          </>
        )}
        <Button className="self-end" onClick={onClose}>
          {t("camera.close")}
        </Button>
      </div>
    </Dialog>
  );
}

type Decode = (image: { width: number; height: number; data: Uint8ClampedArray }) => string;

/** The text of a QR code in the picture of this moment; null when there is none. */
function textIn(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  decode: Decode,
): string | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const scale = Math.min(1, MOST_SIDE / Math.max(videoWidth, videoHeight));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decode(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return null;
  }
}
