// @ts-check

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK is CommonJS, costs 27 MB to load and must stay out of the bundle.
  serverExternalPackages: ["authing-node-sdk"],
  experimental: {
    // Rows travel in chunks (lib/sheet/client); one chunk stays far below this.
    serverActions: { bodySizeLimit: "4mb" },
  },
  // `npm test` runs tsc itself, once, over the tests as well.
  typescript: { ignoreBuildErrors: true },
};

export default config;
