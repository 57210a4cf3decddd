import type { LaneAnswer } from "#lib/forecast/auto/lanes.ts";
import type { TaskOutcome } from "../tasks/end.ts";
import type { LossPoint } from "../tasks/lease.ts";
import type { Runtime } from "../trainer.ts";
import { storeLane } from "./artifacts.ts";

export const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

/** What a lane leaves behind, wherever it was computed. */
export async function laneOutcome(options: {
  workspaceId: string;
  answer: LaneAnswer;
  curve: readonly LossPoint[];
  runtime: Runtime | null;
  text: string;
}): Promise<TaskOutcome> {
  const { workspaceId, answer, curve, runtime, text } = options;
  return {
    artifacts: [await storeLane(workspaceId, answer)],
    logs: [{ level: "info", text }],
    ...(curve.length > 0 && { lossCurve: curve }),
    ...(runtime && { run: { runtime } }),
  };
}

export const tryText = (lane: number, answer: LaneAnswer): string =>
  `Tried on the past, share ${lane + 1}: ${counted(answer.milliseconds.length, "fit")}`;
export const partText = (fold: string, lane: number, answer: LaneAnswer): string =>
  `Forecanvas's choice, ${fold}, part ${lane + 1}: ${counted(answer.milliseconds.length, "fit")}`;
