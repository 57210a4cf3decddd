import type { InputsAnswer } from "#lib/features/runs/explain/schema.ts";
import {
  type ExplainJob,
  explainedModel,
  modelKey,
  type StoredModel,
  trainedAt,
} from "#lib/features/runs/explain/work.ts";
import type { Runtime } from "#lib/features/runs/trainer.ts";
import { pickSeries } from "#lib/forecast/auto/sample.ts";
import { isAboveZero, withoutGap } from "#lib/forecast/backtest.ts";
import { ForecastError } from "#lib/forecast/errors.ts";
import { type Predictor, predictorOfGlobal, predictorOfNetworks } from "#lib/forecast/explain/index.ts";
import { fitRidge, loadRidge } from "#lib/forecast/global/ridge.ts";
import { MOST_ROWS, TREES } from "#lib/forecast/global/trees/size.ts";
import { fitTrees, loadTrees } from "#lib/forecast/global/trees/trees.ts";
import type { FittedNetwork } from "#lib/forecast/neural/index.ts";
import type { EngineContext, Fold, Panel } from "#lib/forecast/types.ts";
import { seenIndexOf, viewOf } from "#lib/forecast/window.ts";
import { decodeNetwork, decodeRidge, decodeTrees, encodeJson, encodeNetwork } from "./trainer-model-bytes.ts";

/** A stand-in learns from so many series: more change next to nothing of what is found. */
const FITTED_SERIES = 2_000;

export interface Tools {
  panel: Panel;
  context: EngineContext;
  prepareTensorflow: () => Promise<Runtime>;
}

export interface Opened {
  predictor: Predictor;
  model: InputsAnswer["model"];
  dispose: () => void;
}

/** Few, and the oldest goes first: a person asks one run many questions in a row. */
const MOST_OPEN = 3;
const open = new Map<string, Opened>();

/** The model that questions about inputs are put to, as it stood for a fold; kept open for the next question. */
export async function openModel(
  job: ExplainJob,
  fold: Fold,
  tools: Tools,
  fresh: StoredModel[],
): Promise<Opened> {
  const fitted = trainedAt({ ...job, fold });
  const key = `${job.runKey}/${fitted.fold}`;
  const known = open.get(key);
  if (known) return known;
  const asked = { job, fold, fittedIndex: seenIndexOf(fitted, job.spec), tools, fresh };
  const wanted = explainedModel(job.spec);
  const first = wanted === "network" ? await openNetworks(asked) : null;
  const second = wanted === "trees" ? await openTrees(asked) : null;
  const opened = first ?? second ?? (await openRidge(asked));
  open.set(key, opened);
  for (const [oldest, { dispose }] of open) {
    if (open.size <= MOST_OPEN) break;
    dispose();
    open.delete(oldest);
  }
  return opened;
}

interface Asked {
  job: ExplainJob;
  fold: Fold;
  fittedIndex: number;
  tools: Tools;
  fresh: StoredModel[];
}

/** The run's own networks: as they were kept, else trained again from the same data, spec and seed. Null where too little is known. */
async function openNetworks({ job, fold, fittedIndex, tools, fresh }: Asked): Promise<Opened | null> {
  const { panel, context } = tools;
  context.onProgress({ fraction: 0, message: "loading TensorFlow.js" });
  const [, { fitNetwork, loadNetwork }] = await Promise.all([
    tools.prepareTensorflow(),
    import("#lib/forecast/neural/index.ts"),
  ]);
  const { spec } = job;
  const count = spec.network.members;
  const members: FittedNetwork[] = [];
  const dispose = () => {
    for (const member of members) member.dispose();
  };
  try {
    for (let member = 0; member < count; member += 1) {
      const key = `${modelKey("network", { ...job, fold })}/member-${member}`;
      const kept = job.models.find((model) => model.key === key);
      if (kept) {
        members.push(await loadNetwork(decodeNetwork(kept.bytes)));
        continue;
      }
      const onProgress: EngineContext["onProgress"] = ({ fraction }) =>
        context.onProgress({ fraction: (member + fraction) / count, message: "training the network again" });
      const fitted = await fitNetwork({
        panel: viewOf(panel, spec, fittedIndex),
        spec: { ...spec, horizonSteps: stepsOf(spec) },
        ...{ cutoffIndex: fittedIndex, member },
        context: { ...context, onProgress },
      });
      members.push(fitted);
      fresh.push({ key, bytes: encodeNetwork(await fitted.save()) });
    }
  } catch (error) {
    dispose();
    if (error instanceof ForecastError && error.code === "too_short") return null;
    throw error;
  }
  const quiet = { ...context, onProgress: () => undefined, signal: new AbortController().signal };
  const predictor = asInBacktest(predictorOfNetworks(members, quiet), spec);
  return { predictor, model: { kind: "network", members: count, isOfRun: true }, dispose };
}

/** The run's trees, or ones that stand in for what `auto` blends. Null where too little is known. */
async function openTrees({ job, fold, fittedIndex, tools, fresh }: Asked): Promise<Opened | null> {
  const { spec } = job;
  const key = modelKey("trees", { ...job, fold });
  const isOfRun = spec.models.includes("trees");
  const kept = job.models.find((model) => model.key === key);
  const fitAnew = async () => {
    const whole = isOfRun ? tools.panel : sample(tools.panel, FITTED_SERIES);
    const fitted = await fitTrees({
      ...{ panel: viewOf(whole, spec, fittedIndex), cutoffIndex: fittedIndex, horizonSteps: stepsOf(spec) },
      ...{ seasonLength: spec.seasonLength, lookbackSteps: null, scaling: "auto" },
      ...{ trees: TREES, rows: MOST_ROWS, seed: [spec.seed, fittedIndex] },
      context: tools.context,
    });
    fresh.push({ key, bytes: encodeJson(fitted.save()) });
    return fitted;
  };
  try {
    const fitted = kept ? loadTrees(decodeTrees(kept.bytes)) : await fitAnew();
    const predictor = asInBacktest(predictorOfGlobal(fitted), spec);
    return { predictor, model: { kind: "trees", members: 1, isOfRun }, dispose: () => undefined };
  } catch (error) {
    if (error instanceof ForecastError && error.code === "too_short") return null;
    throw error;
  }
}

/** The run's regression; where it has none, one that stands in for its methods. */
async function openRidge({ job, fold, fittedIndex, tools, fresh }: Asked): Promise<Opened> {
  const { spec } = job;
  const key = modelKey("regression", { ...job, fold });
  const isOfRun = spec.models.includes("ridge");
  const kept = job.models.find((model) => model.key === key);
  const fitAnew = async () => {
    const whole = isOfRun ? tools.panel : sample(tools.panel, FITTED_SERIES);
    const panel = viewOf(whole, spec, fittedIndex);
    const fitted = await fitRidge({
      ...{
        panel,
        cutoffIndex: fittedIndex,
        horizonSteps: stepsOf(spec),
        seasonLength: spec.seasonLength,
      },
      lookbackSteps: null,
      scaling: isAboveZero(panel, fittedIndex) ? "log" : "auto",
      context: { ...tools.context, onProgress: () => undefined },
    });
    fresh.push({ key, bytes: encodeJson(fitted.save()) });
    return fitted;
  };
  const fitted = kept ? loadRidge(decodeRidge(kept.bytes)) : await fitAnew();
  const predictor = asInBacktest(predictorOfGlobal(fitted), spec);
  return { predictor, model: { kind: "regression", members: 1, isOfRun }, dispose: () => undefined };
}

const stepsOf = ({ gapSteps = 0, horizonSteps }: ExplainJob["spec"]) => gapSteps + horizonSteps;

/** What a fitted model says of a fold, as the run has it: it sees what stands a gap before the cutoff, and within the window. */
function asInBacktest(inner: Predictor, spec: ExplainJob["spec"]): Predictor {
  const { horizonSteps, gapSteps = 0 } = spec;
  return {
    horizonSteps,
    async predict({ panel, cutoffIndex }) {
      const seenIndex = seenIndexOf({ cutoffIndex }, spec);
      const whole = await inner.predict({ panel: viewOf(panel, spec, seenIndex), cutoffIndex: seenIndex });
      return withoutGap(whole, { gapSteps, horizonSteps });
    },
  };
}

/** Evenly picked series, where there are more. */
export const sample = (panel: Panel, most: number) =>
  panel.ids.length > most ? pickSeries(panel, most) : panel;
