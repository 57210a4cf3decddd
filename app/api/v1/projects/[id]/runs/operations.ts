import { z } from "zod";
import { completeRunRequest, listRuns, NewRunSchema, requestRun } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { EXAMPLE_ITEM, EXAMPLE_RUN, RunItemSchema, RunSchema, readRun, toRunItem } from "./shape.ts";

const path = "/projects/{id}/runs";

const listRunsOperation = defineOperation({
  id: "listRuns",
  method: "GET",
  path,
  tag: "Runs",
  summary: "List the project's runs",
  description: "Newest first.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(RunItemSchema),
  example: { answer: { items: [EXAMPLE_ITEM], nextCursor: null } },
  handle: async ({ actor, page }) => {
    const before = page.after(z.int().positive());
    const rows = await listRuns(actor, { limit: page.limit + 1, ...(before === null ? {} : { before }) });
    return page.of(rows, { key: ({ number }) => number, item: toRunItem });
  },
});

const createRun = defineOperation({
  id: "createRun",
  method: "POST",
  path,
  tag: "Runs",
  summary: "Train models and judge them on untouched folds",
  description:
    "Only `datasetVersionId` and `horizonSteps` are needed; what else is left out is what the form on the site proposes for this data. Sent again with the same Idempotency-Key, or the same `clientKey`, it makes no second run. Follow it by its events, or by reading it now and then.",
  right: "edit_data_and_runs",
  body: NewRunSchema,
  status: 201,
  response: RunSchema,
  responseHeaders: { Location: "The address of the run here." },
  example: {
    body: {
      datasetVersionId: EXAMPLE.version,
      horizonSteps: 7,
      models: ["naive", "seasonal_naive", "theta"],
      question: "Does Theta beat seasonal naive?",
    },
    answer: {
      ...EXAMPLE_RUN,
      status: "queued",
      startedAt: null,
      finishedAt: null,
      progress: 0,
      secondsLeft: 4,
      runtime: null,
      selection: null,
      leaderboard: [],
      verdict: null,
    },
  },
  handle: async ({ actor, body, onceKey }) => {
    const { id } = await requestRun(actor, await completeRunRequest(actor, body, { onceKey }));
    return new Reply(await readRun(actor, id), {
      headers: { location: `/api/v1/projects/${actor.projectId}/runs/${id}` },
    });
  },
});

export const operations = [listRunsOperation, createRun];
