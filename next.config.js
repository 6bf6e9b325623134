// @ts-check

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK is CommonJS and costs 27 MB to load, PGlite finds its files beside itself: both stay out of the bundle.
  serverExternalPackages: ["authing-node-sdk", "@electric-sql/pglite", "postgres"],
  // A chunk of a thousand rows with the longest ids, secrets and recovery codes stays below it.
  // forbidden() answers 403 with a page of its own.
  experimental: { serverActions: { bodySizeLimit: "4mb" }, authInterrupts: true },
  // The development server would print what an action is called with: the rows, secrets and all.
  logging: { serverFunctions: false },
  // `npm test` runs tsc itself, once, over the tests as well.
  typescript: { ignoreBuildErrors: true },
};

export default config;
