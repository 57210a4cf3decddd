/**
 * Speed of the engine's kernels and training steps beside stock tfjs-wasm, in Node and in Chromium; two threads beside
 * one. `npm run bench speed`
 * Everything is sampled in turn in one run, and the figures are medians. `-- --quick` takes fewer samples. On a busy machine
 * times by the clock say little: `-- --cpu` counts the thread's time on the processor, and leaves out what needs a clock.
 * `-- --only node`, `families`, `threads` or `browser` measures one part.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { installFastMatMul } from "#lib/forecast/neural/kernels.ts";
import { prepareTensorflow } from "#lib/processes/tf-backend.ts";
import { type OpenBrowser, openBrowser } from "./speed/browser.ts";
import { measureFamilies } from "./speed/families.ts";
import { type Figures, measureFigures } from "./speed/figures.ts";
import { VARIANTS, WAYS } from "./speed/products.ts";
import { measureThreads } from "./speed/threads.ts";
import { type Clock, median, WALL_CLOCK } from "./speed/timing.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    cpu: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const wants = (part: string) => (values.only ?? part) === part;
const samples = values.quick ? 7 : 25;

function atLeast(name: string, value: number, limit: number): void {
  judge(name, value, { met: value >= limit, rule: `at least ${limit}` });
}

function judge(name: string, value: number, { met, rule }: { met: boolean; rule: string }): void {
  console.log(`${met ? "✓" : "✗"} ${name}: ${value.toFixed(2)} (${rule})`);
  if (!met) process.exitCode = 1;
}

function printProducts({ products }: Figures): void {
  for (const { n, times } of products) {
    const stock = times.stock.AB;
    const speed = (ms: number) => ((2 * n ** 3) / ms / 1e6).toFixed(1).padStart(5);
    console.log(`\nProducts of ${n} × ${n}, GFLOP/s and times stock's AB`);
    for (const variant of VARIANTS) {
      const row = WAYS.map((way) => {
        const ms = times[variant][way];
        return `${way} ${speed(ms)} (${(stock / ms).toFixed(2)})`;
      });
      console.log(`  ${variant.padEnd(18)} ${row.join("   ")}`);
    }
    const slowest = (variant: "plain_simd" | "relaxed_simd") =>
      stock / Math.max(...WAYS.map((way) => times[variant][way]));
    atLeast(`relaxed SIMD at ${n}, the slowest transpose, times stock's AB`, slowest("relaxed_simd"), 1.4);
    atLeast(`plain SIMD at ${n}, the slowest transpose, times stock's AB`, slowest("plain_simd"), 1);
  }
}

function printSteps(title: string, steps: Record<string, number>): void {
  console.log(`\n${title}, ms a step and times stock`);
  for (const [name, ms] of Object.entries(steps)) {
    console.log(
      `  ${name.padEnd(18)} ${ms.toFixed(2).padStart(7)} ${((steps.stock ?? Number.NaN) / ms).toFixed(1)}`,
    );
  }
}

/** In turn with Node, round by round, so that a busy minute meets both. */
async function compareWithBrowser({ name, measure }: OpenBrowser): Promise<void> {
  const rounds: { here: Figures; there: Figures }[] = [];
  for (let round = 0; round < (values.quick || values.cpu ? 1 : 5); round += 1) {
    const task = { samples: 9, sizes: [] };
    rounds.push({ here: await measureFigures(task), there: await measure(task) });
  }
  if (!values.cpu) {
    console.log(`\nTime of a step in ${name} over Node's`);
    for (const [title, key] of [
      ["MLP 2×256", "perceptron"],
      ["the product's network", "network"],
    ] as const) {
      for (const way of ["relaxed_simd", "hand_relaxed_simd", "hand_plain_simd"]) {
        const times = median(
          rounds.map(({ here, there }) => (there[key][way] ?? Number.NaN) / (here[key][way] ?? Number.NaN)),
        );
        judge(`${title}, ${way}`, times, { met: times <= 1.3, rule: "at most 1.3" });
      }
    }
  }
  const { here, there } = rounds[0] as (typeof rounds)[number];
  const differing = here.quantiles.filter((value, i) => !Object.is(value, there.quantiles[i])).length;
  judge(`of ${here.quantiles.length} forecasts differ in any bit in ${name} on plain SIMD`, differing, {
    met: differing === 0,
    rule: "none",
  });
}

const ratio = (steps: Record<string, number>, slow: string, fast: string) =>
  (steps[slow] ?? Number.NaN) / (steps[fast] ?? Number.NaN);

const { versions } = await prepareTensorflow();
console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, Node ${versions.node}, TensorFlow.js ${versions.tfjs}`,
);

/** In steps of some milliseconds, so samples are long. */
const PROCESSOR_TIME: Clock = {
  now: () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  },
  sampleMs: 100,
};

const clock = values.cpu ? PROCESSOR_TIME : WALL_CLOCK;

/** A line for each, with every way of training it. */
function printFamilies(): void {
  const families = measureFamilies({ samples, clock });
  console.log("\nNetwork families, ms a step, batch 256, lookback 48, horizon 18; in brackets times stock");
  for (const [key, times] of Object.entries(families)) {
    const cells = Object.entries(times).map(
      ([name, ms]) => `${name} ${ms.toFixed(1)} (${ratio(times, "stock", name).toFixed(1)})`,
    );
    console.log(`  ${key.padEnd(8)} ${cells.join("   ")}`);
  }
}

async function measureHere(): Promise<void> {
  const figures = await measureFigures({ samples, clock });
  printProducts(figures);
  printSteps("MLP 2×256, batch 256, lookback 48, horizon 18", figures.perceptron);
  atLeast(
    "an unchanged tfjs model with tfjs's own Adam",
    ratio(figures.perceptron, "stock", "relaxed_simd"),
    6,
  );
  atLeast("the fastest path", ratio(figures.perceptron, "stock", "hand_relaxed_simd"), 12);
  printSteps("The product's network, batch 128", figures.network);
  atLeast(
    "by hand, times the tape on the same kernels",
    ratio(figures.network, "plain_simd", "hand_plain_simd"),
    1.5,
  );
  judge("tensors left behind", figures.leaked, { met: figures.leaked === 0, rule: "none" });
}

if (wants("node")) await measureHere();
if (wants("families")) printFamilies();
installFastMatMul();
if (wants("threads")) {
  console.log("\nThe product's network trained in threads");
  const rounds = values.quick ? 1 : 5;
  const { byClock, byProcessor } = await measureThreads({ rounds, members: 8, steps: 200 });
  if (!values.cpu) atLeast("two threads, times one", byClock, 1.9);
  atLeast("two threads, times one, if they had the machine to themselves", byProcessor, 1.9);
}
const browser = wants("browser") ? await openBrowser() : undefined;
if (browser) await compareWithBrowser(browser).finally(browser.close);
else if (browser === null) {
  console.log("✗ No Chromium to measure in: set CHROMIUM_PATH to one.");
  process.exitCode = 1;
}
