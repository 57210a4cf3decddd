import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { computeRoi } from "./compute.ts";
import { missingInputs } from "./inputs.ts";
import { effectiveOf, getRoiCase } from "./read.ts";
import { riskInWords } from "./risk.ts";
import { type Simulation, simulate, type TornadoBar, tornado } from "./uncertainty.ts";

export interface RoiRisk {
  simulation: Simulation;
  /** The input that moves the result most stands first. */
  bars: TornadoBar[];
  /** "Pays back in 9 months; 12 % risk of a loss; hinges on the cost of a stock-out." */
  sentence: string;
}

/**
 * How sure a case's result is, over seeded draws; the chosen case unless an id is given. Throws `conflict` while the
 * case lacks an input.
 */
export async function riskOfCase(
  actor: ProjectActor,
  id: string | null,
  terms: { draws: number; seed: number },
): Promise<RoiRisk> {
  const found = await getRoiCase(actor, id ?? undefined);
  const { inputs, unitCosts } = effectiveOf(found);
  const result = computeRoi(inputs, unitCosts);
  const simulation = simulate(found, terms);
  if (!result || !simulation) {
    throw new AppError("conflict", {
      detail: `This case cannot be computed yet. Still missing: ${missingInputs(inputs, unitCosts).join(", ")}.`,
    });
  }
  const bars = tornado(found);
  return { simulation, bars, sentence: riskInWords(result, simulation, bars) };
}
