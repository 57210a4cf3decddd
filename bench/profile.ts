/**
 * The profile of every series of a panel, as a version gets it. `npm run bench profile [series, 10000] [periods, 365]`
 * Three kinds of series stand in turn: a weekly season with noise, intermittent demand, and growth with a level shift;
 * one period of a hundred is missing.
 */
import { profileColumns } from "#lib/features/datasets/explore/columns.ts";
import { buildPanel } from "#lib/forecast/index.ts";
import { createRng } from "#lib/forecast/rng.ts";
import { judge } from "./site.ts";

const series = Number(process.argv[2] ?? 10_000);
const periods = Number(process.argv[3] ?? 365);
const rng = createRng(7);
const rows = series * periods;
const [seriesOfRow, times, values] = [new Int32Array(rows), new Float64Array(rows), new Float64Array(rows)];
for (let s = 0, row = 0; s < series; s += 1) {
  for (let t = 0; t < periods; t += 1, row += 1) {
    const kind = s % 3;
    const noise = rng() * 4;
    const season = 10 + 3 * Math.sin((2 * Math.PI * t) / 7) + noise;
    const value = kind === 0 ? season : kind === 1 ? (rng() < 0.3 ? 1 + noise : 0) : 5 + t / 50 + noise;
    seriesOfRow[row] = s;
    times[row] = Date.UTC(2024, 0, 1 + t);
    values[row] = rng() < 0.01 ? Number.NaN : Math.round(value + (kind === 2 && t > periods / 2 ? 10 : 0));
  }
}
const ids = Array.from({ length: series }, (_, s) => `item_${s}`);
const panel = buildPanel({ ids, seriesOfRow, times, values });
const rounds: number[] = [];
let bytes = 0;
for (let round = 0; round < 3; round += 1) {
  const from = performance.now();
  bytes = JSON.stringify(profileColumns(panel, ids)).length;
  rounds.push((performance.now() - from) / 1000);
}
rounds.sort((a, b) => a - b);
console.log(
  `${series.toLocaleString("en")} series × ${periods} periods, ${(bytes / 1e6).toFixed(1)} MB of JSON`,
);
judge("profile of every series, median of 3", rounds[1] ?? Number.NaN, { limit: 5, unit: "s" });
