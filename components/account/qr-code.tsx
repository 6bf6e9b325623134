import encodeQR from "qr";

/** A key URI for the camera of an authenticator app; always dark on light, as scanners want it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const cells = encodeQR(text, "raw", { ecc: "medium", border: 3 });
  const path = cells.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${cells.length} ${cells.length}`}
      shapeRendering="crispEdges"
      className="size-48 shrink-0 rounded-control bg-white text-black"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
