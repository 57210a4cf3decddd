import { cancelRun, findRunAt } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { EXAMPLE_RUN, RunParams, RunSchema, readRun } from "../../shape.ts";

const cancel = defineOperation({
  id: "cancelRun",
  method: "POST",
  path: "/projects/{id}/runs/{run}/cancel",
  tag: "Runs",
  summary: "Cancel a run",
  description:
    "It ends for every reader at once; workers drop its tasks within about a second. Cancelling twice changes nothing; a run that has ended otherwise answers 409.",
  right: "edit_data_and_runs",
  params: RunParams,
  response: RunSchema,
  errors: ["conflict"],
  example: {
    params: { run: EXAMPLE.activeRun },
    answer: {
      ...EXAMPLE_RUN,
      id: EXAMPLE.activeRun,
      status: "cancelled",
      cancelledBy: "Nightly upload",
      progress: 0.4,
      selection: null,
      leaderboard: [],
      verdict: null,
    },
  },
  handle: async ({ actor, params: { run } }) => {
    const { id, number } = await findRunAt(actor, run);
    await cancelRun(actor, { number });
    return readRun(actor, id);
  },
});

export const operations = [cancel];
