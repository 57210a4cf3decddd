/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; checking them again in every build would double its time.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@duckdb/node-api", "@node-rs/argon2", "pg", "pg-boss", "@prisma/adapter-pg"],
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
};
