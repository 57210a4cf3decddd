import { cache } from "react";
import { mergePlanStops } from "#components/front-page/plan-stop.ts";
import type { Stops } from "#components/shell/thread.ts";
import { getCanvasStop } from "#lib/features/canvas/server.ts";
import { getDataStop } from "#lib/features/datasets/server.ts";
import { getDecideStop } from "#lib/features/decisions/server.ts";
import { getRoiStop } from "#lib/features/roi/server.ts";
import { getTrainStop } from "#lib/features/runs/server.ts";
import { getJudgeStop } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { getProject } from "#lib/features/workspaces/server.ts";

/** Once a request, for the layout and the page alike. */
export const projectFacts = cache(getProject);

/** The state of the whole thread: each feature tells of its own stop, all asked at once. */
export const projectStops = cache(async (actor: ProjectActor): Promise<Stops> => {
  const [canvas, roi, data, train, judge, decide] = await Promise.all([
    getCanvasStop(actor),
    getRoiStop(actor),
    getDataStop(actor),
    getTrainStop(actor),
    getJudgeStop(actor),
    getDecideStop(actor),
  ]);
  return { plan: mergePlanStops(canvas, roi), data, train, judge, decide };
});
