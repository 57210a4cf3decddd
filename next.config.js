// On every answer, files and uploads too; the content security policy of pages is set in proxy.ts.
const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const SECRET_ADDRESS = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cache-Control", value: "private, no-store" },
  { key: "X-Robots-Tag", value: "noindex" },
];

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; checking them again in every build would double its time.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@duckdb/node-api",
    "@node-rs/argon2",
    "pg",
    "pg-boss",
    "pg-copy-streams",
    "@prisma/adapter-pg",
    "pdfkit",
    "fontkit",
    "woff2-encoder",
    "date-holidays",
  ],
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    // Whoever has such an address has what it opens: it is told to nobody, not even to our own pages.
    ...["/invitation/:token", "/reset/:token", "/s/:token", "/s/:token/:view"].map((source) => ({
      source,
      headers: SECRET_ADDRESS,
    })),
    // Named by version (bin/boot/assets.ts): what a browser has stays right.
    {
      source: "/tfjs/:path*",
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
  ],
  redirects: async () => [{ source: "/password", destination: "/account", permanent: true }],
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
};
