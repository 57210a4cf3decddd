import { cache } from "react";
import type { Stops } from "#components/shell/thread.ts";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { getProject } from "#lib/features/workspaces/server.ts";

/** Once a request, for the layout and the page alike. */
export const projectFacts = cache(getProject);

const notYet = (headline: string, label: string, path: string): Stop => ({
  state: "empty",
  badge: "",
  headline,
  detail: "",
  action: { label, path },
});

/** The state of the whole thread: each feature tells of its own stop, all asked at once. */
export const projectStops = cache(async (_actor: ProjectActor): Promise<Stops> => {
  return {
    plan: notYet("No block filled in", "Fill in the canvas", "canvas"),
    data: notYet("No data yet", "Upload data", "data"),
    train: notYet("No runs yet", "Train", "runs/new"),
    judge: notYet("Nothing to judge yet", "See the runs", "runs"),
    decide: notYet("No decision yet", "See the decisions", "decisions"),
  };
});
