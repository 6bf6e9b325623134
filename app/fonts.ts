import localFont from "next/font/local";

/** IBM Plex, served by the console itself: 0 and O, 1, l and I are told apart, which ids and secrets need. */
const plexSans = localFont({
  src: "../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2",
  weight: "100 700",
  variable: "--font-plex-sans",
});

const plexMono = localFont({
  src: "../node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
  weight: "400",
  variable: "--font-plex-mono",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "monospace"],
});

/** For <html>: brings both fonts to the names in tokens.css. */
export const fontClasses = `${plexSans.variable} ${plexMono.variable}`;
