import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { AutoPlan } from "#lib/forecast/auto/plan.ts";
import type { AutoAnswer, AutoTask, Executor, OpenExecutor } from "#lib/forecast/auto/task.ts";

/**
 * Answers of tasks, in memory and, with a folder, on disk: fitting takes minutes and interval methods are compared in seconds. A
 * task that was answered once is not carried out again; threads are opened for the first that was not.
 */
export function openRecord(folder: string | null): {
  plan: AutoPlan | null;
  keepPlan(plan: AutoPlan): void;
  /** Answers from the record, and by the executor where it has none. */
  wrap(open: OpenExecutor): OpenExecutor;
} {
  const known = new Map<string, AutoAnswer>();
  if (folder) mkdirSync(folder, { recursive: true });
  const planFile = folder && path.join(folder, "plan.json");
  const fileOf = (key: string) => folder && path.join(folder, `${key}.bin`);
  const keyOf = ({ horizonSteps, seasonLength, seed, candidate, panel, cutoffIndex, ...rest }: AutoTask) => {
    const { member, from, to } = rest;
    const named = { horizonSteps, seasonLength, seed, candidate, panel, cutoffIndex, member, from, to };
    return createHash("sha256").update(JSON.stringify(named)).digest("hex").slice(0, 32);
  };

  function find(task: AutoTask): AutoAnswer | null {
    const key = keyOf(task);
    const own = known.get(key);
    if (own) return own;
    const file = fileOf(key);
    if (!file || !existsSync(file)) return null;
    const bytes = readFileSync(file);
    const quantiles = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const answer: AutoAnswer = { quantiles, notes: [], milliseconds: 1 };
    known.set(key, answer);
    return answer;
  }
  function keep(task: AutoTask, answer: AutoAnswer): void {
    const key = keyOf(task);
    known.set(key, answer);
    const file = fileOf(key);
    const { buffer, byteOffset, byteLength } = answer.quantiles;
    if (file) writeFileSync(file, new Uint8Array(buffer, byteOffset, byteLength));
  }

  return {
    plan: planFile && existsSync(planFile) ? (JSON.parse(readFileSync(planFile, "utf8")) as AutoPlan) : null,
    keepPlan(plan) {
      if (planFile) writeFileSync(planFile, JSON.stringify(plan));
    },
    wrap: (open) => (panels) => {
      let inner: Executor | null = null;
      return {
        threads: 2,
        async run(tasks, onDone) {
          const missing = tasks.filter((task) => !find(task));
          if (missing.length > 0) {
            inner ??= open(panels);
            const answers = await inner.run(missing, onDone);
            missing.forEach((task, i) => {
              keep(task, answers[i] as AutoAnswer);
            });
          }
          return tasks.map((task) => find(task) as AutoAnswer);
        },
      };
    },
  };
}
