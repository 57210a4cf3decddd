import type { Simulation, TornadoBar, Uncertain, UncertainCase } from "./uncertainty.ts";

/** As the page draws: the same everywhere, so that everybody sees the same risk. */
export const DRAWS = 10_000;
export const SEED = 20_190_107;

export interface SimulatorQuestion {
  /** Goes up: an answer to an older question is dropped. */
  id: number;
  given: UncertainCase;
  draws: number;
  seed: number;
}

export interface SimulatorAnswer {
  id: number;
  inputs: Uncertain[];
  bars: TornadoBar[];
  simulation: Simulation | null;
  /** Wall clock of the draws. */
  tookMs: number;
}
