import { adida, imapa } from "./adida.ts";
import { comb } from "./comb.ts";
import type { LocalModel } from "./contract.ts";
import { croston, crostonSba } from "./croston.ts";
import { drift } from "./drift.ts";
import { dynamicOptimisedTheta, dynamicTheta, optimisedTheta } from "./dynamic-theta.ts";
import { autoEts, ets } from "./ets.ts";
import { dampedTrend, holt } from "./holt.ts";
import { holtWintersAdditive, holtWintersMultiplicative } from "./holt-winters.ts";
import { mean, windowMean } from "./mean.ts";
import { mstl, mstlTheta } from "./mstl.ts";
import { naive } from "./naive.ts";
import { naive2 } from "./naive2.ts";
import { seasonalNaive } from "./seasonal-naive.ts";
import { ses } from "./ses.ts";
import { theta } from "./theta.ts";
import { tsb } from "./tsb.ts";

/** Every method that learns each series by itself, simplest first. */
export const LOCAL_MODELS: readonly LocalModel[] = [
  naive,
  seasonalNaive,
  naive2,
  drift,
  mean,
  windowMean,
  ses,
  holt,
  dampedTrend,
  holtWintersAdditive,
  holtWintersMultiplicative,
  theta,
  optimisedTheta,
  dynamicTheta,
  dynamicOptimisedTheta,
  autoEts,
  ets,
  mstl,
  mstlTheta,
  croston,
  crostonSba,
  tsb,
  adida,
  imapa,
  comb,
];
