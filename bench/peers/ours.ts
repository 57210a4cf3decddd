/** One of our methods on one set, in a process of its own as every peer: reads and writes the same files. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { METHODS } from "../accuracy/methods.ts";
import { loadSet } from "../accuracy/sets.ts";
import { formatForecasts } from "./forecasts.ts";
import type { Job } from "./job.ts";

const from = performance.now();
const folder = process.argv[2] ?? ".";
const job: Job = JSON.parse(readFileSync(join(folder, "job.json"), "utf8"));
const set = loadSet(job.set);
const method = METHODS.find(({ key }) => key === job.method);
if (!set || !method) throw new Error(`There is no ${job.method} on ${job.set}.`);
const importSeconds = (performance.now() - from) / 1_000;

const forecasts: Float32Array[] = [];
for (const cutoffIndex of job.cutoffs) forecasts.push(await method.forecast({ ...set, cutoffIndex }));
const shape = { windows: job.windows, series: set.panel.ids.length, horizonSteps: set.horizonSteps };
writeFileSync(join(folder, "forecasts.csv"), formatForecasts(forecasts, shape, job.levels));
const { user, system } = process.cpuUsage();
const facts = {
  versions: { Node: process.versions.node },
  importSeconds,
  cpuSeconds: (user + system) / 1e6,
  notes: [],
};
writeFileSync(join(folder, "facts.json"), JSON.stringify(facts));
process.exit(0);
