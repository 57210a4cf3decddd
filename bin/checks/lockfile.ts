/** The part of a package-lock.json (version 3) that matters here. */
export type LockEntry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  link?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
export type Lockfile = { packages: Record<string, LockEntry> };

export type MissingPackage = { name: string; range: string; wantedBy: string };

/** Where Node would find `name` from the package at `from`, walking up, or null. */
function resolve(lock: Lockfile, from: string, name: string): string | null {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))) {
    const where = base === "" ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (lock.packages[where]) return where;
    if (base === "") return null;
  }
}

/**
 * Optional packages that some locked package names and the lockfile lacks. `npm ci` refuses such a lockfile,
 * on every platform. npm leaves them out when the registry it wrote the lock from does not carry them.
 */
export function missingOptionalPackages(lock: Lockfile): MissingPackage[] {
  const missing: MissingPackage[] = [];
  for (const [where, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolve(lock, where, name) === null)
        missing.push({ name, range, wantedBy: where || "package.json" });
    }
  }
  return missing;
}

/** Direct dependencies whose version is a range, or differs from the locked one. */
export function unpinnedDependencies(lock: Lockfile): string[] {
  const root = lock.packages[""] ?? {};
  const direct = { ...root.dependencies, ...root.devDependencies, ...root.optionalDependencies };
  return Object.entries(direct)
    .filter(([name, range]) => {
      const exact = /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(range);
      const locked = lock.packages[`node_modules/${name}`]?.version;
      return !exact || (locked !== undefined && locked !== range);
    })
    .map(([name, range]) => `${name}@${range}`);
}

const SYSTEMS: [RegExp, string][] = [
  [/\bdarwin\b/, "darwin"],
  [/\b(win32|windows|win)\b/, "win32"],
  [/\blinux\b/, "linux"],
  [/\bandroid\b/, "android"],
  [/\bfreebsd\b/, "freebsd"],
  [/\bopenharmony\b/, "openharmony"],
];
const CPUS: [RegExp, string][] = [
  [/\barm64\b/, "arm64"],
  [/\barm\b/, "arm"],
  [/\bx64\b/, "x64"],
  [/\bia32\b/, "ia32"],
  [/\bppc64\b/, "ppc64"],
  [/\briscv64\b/, "riscv64"],
  [/\bs390x\b/, "s390x"],
  [/\bloong64\b/, "loong64"],
  [/\bwasm32\b/, "wasm32"],
];

/** The platform that a package such as `@next/swc-linux-x64-musl` is for, read off its name. */
export function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const short = name.replace(/^@[^/]+\//, "");
  const os = SYSTEMS.find(([pattern]) => pattern.test(short))?.[1];
  const cpu = CPUS.find(([pattern]) => pattern.test(short))?.[1];
  const libc = /musl/.test(short) ? "musl" : os === "linux" && /gnu/.test(short) ? "glibc" : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}

/** Adds the missing optional packages, each for its platform only. Throws when a platform cannot be told. */
export function completeLockfile(lock: Lockfile): { lock: Lockfile; added: string[] } {
  const packages = { ...lock.packages };
  const added: string[] = [];
  for (const { name, range, wantedBy } of missingOptionalPackages(lock)) {
    const where = `node_modules/${name}`;
    if (packages[where]) continue;
    const platform = platformOf(name);
    if (!platform.cpu) throw new Error(`The platform of ${name} cannot be told from its name.`);
    packages[where] = {
      version: range.replace(/^[\^~]/, ""),
      ...(platform.cpu && { cpu: platform.cpu }),
      ...(lock.packages[wantedBy]?.dev && { dev: true }),
      ...(platform.libc && { libc: platform.libc }),
      optional: true,
      ...(platform.os && { os: platform.os }),
    };
    added.push(name);
  }
  const [root, ...rest] = Object.entries(packages);
  rest.sort(([a], [b]) => (a < b ? -1 : 1));
  return { lock: { ...lock, packages: Object.fromEntries(root ? [root, ...rest] : rest) }, added };
}
