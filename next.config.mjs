/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  // The server compresses at its proxy, if at all: gzip of small pages costs more than it saves on a LAN.
  compress: true,
  devIndicators: false,
  // `npm run check` holds the types of everything; a build on a customer's machine should not depend on the tests.
  typescript: { ignoreBuildErrors: true },
};
