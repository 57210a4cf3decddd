import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { MODEL_NAMES } from "./names.ts";
import { listRuns } from "./read.ts";

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

/** The thread's third stop: what trains, what was trained, or what is missing for it. */
export async function getTrainStop(actor: ProjectActor): Promise<Stop> {
  const { workspaceId, projectId } = actor;
  const recent = await listRuns(actor, { limit: 10 });
  // What somebody chose to cancel does not undo what stands, and a replay only repeats it.
  const latest = recent.find((run) => run.status !== "cancelled" && run.replayOf === null) ?? recent[0];
  if (!latest) {
    const versions = await db().datasetVersion.count({
      where: { workspaceId, projectId, deletedAt: null },
    });
    return versions > 0
      ? {
          state: "needs_you",
          badge: "",
          headline: "No run yet",
          detail: "A run tests models on past periods and says if they beat the baseline",
          action: { label: "Train", path: "runs/new" },
        }
      : {
          state: "empty",
          badge: "",
          headline: "No run yet",
          detail: "Training needs a version of the data",
          action: { label: "Add data", path: "data/new" },
        };
  }
  const name = `Run ${latest.number}`;
  const action = { label: `Open run ${latest.number}`, path: `runs/${latest.number}` };
  const detail = `${latest.data}, ${latest.horizonSteps} steps ahead`;
  switch (latest.status) {
    case "queued":
      return { state: "running", badge: "queued", headline: `${name} waits for a worker`, detail, action };
    case "running": {
      const share = `${Math.round(latest.progress * 100)} %`;
      if (latest.waitsForBrowser) {
        return { state: "needs_you", badge: share, headline: `${name} waits for a browser`, detail, action };
      }
      const watch = { ...action, label: `Watch run ${latest.number}` };
      return {
        state: "running",
        badge: share,
        headline: `${name} is training${latest.place === "browser" ? " in a browser" : ""}, ${share}`,
        detail,
        action: watch,
      };
    }
    case "failed":
      return { state: "warning", badge: "failed", headline: `${name} failed`, detail, action };
    case "cancelled":
      return { state: "warning", badge: "", headline: `${name} was cancelled`, detail, action };
    case "succeeded": {
      const { wape } = latest;
      const known = wape?.value != null && wape.naive != null;
      return {
        state: "done",
        badge: known ? `${Math.round((wape.value ?? 0) * 100)} %` : "",
        headline: known
          ? `${MODEL_NAMES[wape.model]}: WAPE ${percent(wape.value ?? 0)}, seasonal naive ${percent(wape.naive ?? 0)}`
          : `${name} has finished`,
        detail: `${name}: ${detail}`,
        action,
      };
    }
  }
}
