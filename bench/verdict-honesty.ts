/**
 * Is the verdict honest? Judges 100 seeded panels of noise or random walks, where "a network pays" would be a lie, and 100
 * with trend and season, where "the baseline suffices" would be one. No upkeep is charged, the hardest case. Exits 1 when
 * the first is said more than 5 times or the second more than 10 times.
 *
 *     npm run bench verdict-honesty [panels of each kind] [threads] [training steps]
 */
import type { Verdict } from "#lib/features/verdict/rule.ts";
import type { PanelKind } from "./honesty.ts";
import { runPool } from "./pool.ts";

const panels = Number(process.argv[2] ?? 100);
const threads = Number(process.argv[3] ?? 2);
const trainingSteps = Number(process.argv[4] ?? 60);
const started = performance.now();
const kinds: PanelKind[] = ["nothing", "structure"];
const tasks = kinds.flatMap((kind) =>
  Array.from({ length: panels }, (_, seed) => ({ kind, seed, trainingSteps })),
);
const verdicts = await runPool<{ kind: PanelKind; seed: number; trainingSteps: number }, Verdict>({
  module: new URL("./honesty-worker.ts", import.meta.url),
  tasks,
  threads,
  onDone: (done) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${tasks.length} panels`);
  },
});
const counts = new Map<string, Record<string, number>>();
tasks.forEach(({ kind, seed }, i) => {
  const name = kind === "structure" ? "trend and season" : seed % 2 === 0 ? "white noise" : "random walks";
  const row = counts.get(name) ?? {
    baseline_suffices: 0,
    statistics_suffice: 0,
    network_pays: 0,
    too_little_evidence: 0,
  };
  const answer = verdicts[i]?.answer ?? "too_little_evidence";
  row[answer] = (row[answer] ?? 0) + 1;
  counts.set(name, row);
});
console.log("");
console.table(Object.fromEntries(counts));
const said = (kind: PanelKind, answer: string) =>
  tasks.filter((task, i) => task.kind === kind && verdicts[i]?.answer === answer).length;
const lies = said("nothing", "network_pays");
const blind = said("structure", "baseline_suffices");
const cpu = process.cpuUsage();
console.log(`"A network pays" on noise or random walks: ${lies} of ${panels} (at most ${panels * 0.05}).`);
console.log(`"The baseline suffices" on trend and season: ${blind} of ${panels} (at most ${panels * 0.1}).`);
console.log(
  `${((performance.now() - started) / 1000).toFixed(0)} s on ${threads} threads, ${((cpu.user + cpu.system) / 1e6).toFixed(0)} s of CPU.`,
);
process.exitCode = lies > panels * 0.05 || blind > panels * 0.1 ? 1 : 0;
