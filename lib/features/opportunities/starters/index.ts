import { CALL_VOLUMES } from "./call-volumes.ts";
import { ENERGY_LOAD } from "./energy-load.ts";
import { RETAIL_DEMAND } from "./retail-demand.ts";
import { SPARE_PARTS } from "./spare-parts.ts";
import type { Starter } from "./starter.ts";

const ALL = [RETAIL_DEMAND, ENERGY_LOAD, CALL_VOLUMES, SPARE_PARTS] as const;

export const STARTERS: readonly Starter[] = ALL;
export const STARTER_KEYS = ALL.map((starter) => starter.key);
