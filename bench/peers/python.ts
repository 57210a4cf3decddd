import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const CPU_WHEELS = "https://download.pytorch.org/whl/cpu";
const INSTALL_MS = 20 * 60_000;

/** The scripts' packages: everything but the networks, and the networks. */
const PARTS = ["statistical", "neural"] as const;
export type Part = (typeof PARTS)[number];

export interface Peers {
  /** Null where there is no Python, or nothing could be installed. */
  python: string | null;
  /** What is installed. */
  parts: readonly Part[];
  /** What is not, and why. */
  notes: readonly string[];
}

interface Said {
  isDone: boolean;
  text: string;
}

function call(command: string, args: readonly string[], timeout = 60_000): Said {
  const { PYTHONPATH, PYTHONHOME, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(command, [...args], { encoding: "utf8", timeout, env });
  return { isDone: status === 0, text: `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}`.trim() };
}

const lastLine = ({ text }: Said) => text.split("\n").at(-1) ?? "";

/** The first Python 3 of PYTHON, python3 and python; null without one. */
function findPython(): string | null {
  const names = [process.env.PYTHON, "python3", "python"].filter((name) => name !== undefined);
  return (
    names.find((name) => call(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).isDone) ??
    null
  );
}

const imports: Record<Part, string> = {
  statistical: "import statsforecast, mlforecast, lightgbm",
  neural: "import neuralforecast, torch",
};

const requirements: Record<Part, string> = {
  statistical: join(HERE, "requirements.txt"),
  neural: join(HERE, "requirements-neural.txt"),
};

/**
 * A virtual environment in `folder` with what can be installed of `parts`. One that is there already is used as it is
 * where the packages can be imported. What is left out where there is no Python or no package index, the notes say.
 */
export function preparePeers(folder: string, parts: readonly Part[], say: (text: string) => void): Peers {
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(python)) {
    const system = findPython();
    if (!system)
      return {
        python: null,
        parts: [],
        notes: ["Peers are left out: there is no Python 3.10 or later here."],
      };
    mkdirSync(dirname(folder), { recursive: true });
    say(`making a virtual environment in ${folder}`);
    const made = call(system, ["-m", "venv", folder], INSTALL_MS);
    if (!made.isDone) {
      rmSync(folder, { recursive: true, force: true });
      return {
        python: null,
        parts: [],
        notes: [`Peers are left out: no virtual environment could be made. ${lastLine(made)}`],
      };
    }
  }
  const here: Part[] = [];
  const notes: string[] = [];
  for (const part of parts) {
    if (call(python, ["-c", imports[part]], INSTALL_MS).isDone) {
      here.push(part);
      continue;
    }
    say(`installing ${TITLES[part]}`);
    const installed = install(python, part);
    // The first import also reads everything from the disk, before anything is measured.
    const isUsable = installed.isDone && call(python, ["-c", imports[part]], INSTALL_MS).isDone;
    if (isUsable) here.push(part);
    else notes.push(`${TITLES[part]}: left out, since it could not be installed. ${lastLine(installed)}`);
  }
  return { python: here.length > 0 ? python : null, parts: here, notes };
}

const TITLES: Record<Part, string> = {
  statistical: "statsforecast, mlforecast and LightGBM",
  neural: "neuralforecast with CPU PyTorch",
};

/** PyTorch from its index of CPU wheels if that can be reached: a tenth of the size of what the default index has. */
function install(python: string, part: Part): Said {
  const pip = (...args: string[]) =>
    call(python, ["-m", "pip", "install", "--disable-pip-version-check", ...args], INSTALL_MS);
  const pinned = readFileSync(requirements[part], "utf8").match(/^torch==.*$/m)?.[0];
  // Without its dependencies, which the default index has; a failure here only means the larger one.
  if (pinned) pip("--retries", "0", "--timeout", "10", "--no-deps", "--index-url", CPU_WHEELS, pinned);
  return pip("--requirement", requirements[part]);
}
