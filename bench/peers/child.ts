import { spawn } from "node:child_process";

export interface Outcome {
  /** By the clock, from the start of the process to its end. */
  seconds: number;
  ended: "well" | "badly" | "over_limit";
  /** The last lines that it wrote to stderr. */
  complaint: string;
}

const KEPT_CHARACTERS = 4_000;

/** Runs one process with all that it starts, and ends all of them after the limit. */
export function runChild(options: {
  command: string;
  args: readonly string[];
  env?: Record<string, string>;
  limitSeconds: number;
}): Promise<Outcome> {
  const from = performance.now();
  // In a group of its own: statsforecast starts processes, which must end with it.
  const child = spawn(options.command, [...options.args], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
    env: quietEnvironment(options.env),
  });
  let complaint = "";
  let isOver = false;
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
    } catch {
      // It has ended by itself in the meantime.
    }
  };
  const timer = setTimeout(() => {
    isOver = true;
    end();
  }, 1_000 * options.limitSeconds);
  process.once("exit", end);
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = `${complaint}${text}`.slice(-KEPT_CHARACTERS);
  });
  return new Promise((resolve) => {
    const settle = (ended: Outcome["ended"]) => {
      clearTimeout(timer);
      process.off("exit", end);
      resolve({ seconds: (performance.now() - from) / 1_000, ended, complaint: complaint.trim() });
    };
    child.once("error", (error) => {
      complaint = error.message;
      settle("badly");
    });
    child.once("close", (code) => settle(isOver ? "over_limit" : code === 0 ? "well" : "badly"));
  });
}

/** Without what would lead Python to other packages, or a shell's choice of slower kernels that was made for an older numpy. */
function quietEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PYTHONPATH, PYTHONHOME, OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...rest } = process.env;
  return { ...rest, PYTHONDONTWRITEBYTECODE: "1", ...extra };
}
