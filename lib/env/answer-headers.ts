import { consoleOrigin } from "./console-url";

const TWO_YEARS_SECONDS = 63_072_000;

/** The camera reads QR codes of one user's OTP; nothing else of the browser is needed. */
const OFF =
  "microphone geolocation display-capture usb serial hid midi payment publickey-credentials-get screen-wake-lock accelerometer gyroscope magnetometer xr-spatial-tracking browsing-topics idle-detection local-fonts fullscreen autoplay encrypted-media picture-in-picture";
const PERMISSIONS = ["camera=(self)", ...OFF.split(" ").map((feature) => `${feature}=()`)].join(", ");

/** For whoever opens a file or an answer by itself, and for the worker, whose policy is that of its script. */
export const FILE_POLICY =
  "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Whether a path is that of a file of the build. One with dots in it leads elsewhere. */
const isBuilt = (path: string) => /^\/_next\/static\/(?!.*(?:\.|%2e){2})/i.test(path);

/**
 * The headers of every answer, whatever it is: pages, files, redirects, refusals and failures. Pages get a content security
 * policy of their own in its place, and what is built once and for all may be cached.
 * @param path of the request
 */
export function answerHeaders(
  path: string,
  env: Record<string, string | undefined> = process.env,
): Record<string, string> {
  return {
    "content-security-policy": FILE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": PERMISSIONS,
    "x-dns-prefetch-control": "off",
    "x-permitted-cross-domain-policies": "none",
    ...(isBuilt(path) ? {} : { "cache-control": "no-store" }),
    ...(consoleOrigin(env)?.startsWith("https:") && {
      "strict-transport-security": `max-age=${TWO_YEARS_SECONDS}`,
    }),
  };
}
