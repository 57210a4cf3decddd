import { z } from "zod";
import { listDecisions, RecordDecisionSchema, recordDecision } from "#lib/features/decisions/server.ts";
import { findRunAt } from "#lib/features/runs/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { DecisionSchema, EXAMPLE_DECISION, toDecision } from "./shape.ts";

const path = "/projects/{id}/decisions";
const PageKeySchema = z.strictObject({ at: z.number(), id: z.uuid() });

const listDecisionsOperation = defineOperation({
  id: "listDecisions",
  method: "GET",
  path,
  tag: "Decisions",
  summary: "List the decisions",
  description: "Newest first. They are never changed and never removed.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(DecisionSchema),
  example: { answer: { items: [EXAMPLE_DECISION], nextCursor: null } },
  handle: async ({ actor, page }) => {
    const after = page.after(PageKeySchema);
    const rows = await listDecisions(actor, {
      limit: page.limit + 1,
      ...(after === null ? {} : { before: { at: new Date(after.at), id: after.id } }),
    });
    return page.of(rows, { key: ({ at, id }) => ({ at, id }), item: toDecision });
  },
});

const { runNumber: _, clientKey: __, ...fields } = RecordDecisionSchema.shape;

const recordDecisionOperation = defineOperation({
  id: "recordDecision",
  method: "POST",
  path,
  tag: "Decisions",
  summary: "Record a decision",
  description:
    "For ever, with what was known: the verdict and the expected saving as they are now. `verdictId` is that of the verdict that you read with the run, null when it had none; when it was computed anew since, the answer is 409. A decision against the verdict needs `signature`, the key's own name. Only a key whose role is owner or product owner may decide, and the decision names the key.",
  right: "decide",
  body: z
    .strictObject({
      run: z.string().max(36).meta({ description: "The run's id, or its number." }),
      ...fields,
    })
    .meta({ id: "NewDecision" }),
  status: 201,
  response: DecisionSchema,
  errors: ["conflict"],
  example: {
    body: {
      run: EXAMPLE.run,
      kind: "try_again",
      model: null,
      reason: EXAMPLE_DECISION.reason,
      verdictId: EXAMPLE.verdict,
    },
    answer: EXAMPLE_DECISION,
  },
  handle: async ({ actor, body, onceKey }) => {
    const { run, ...wish } = body;
    const { number: runNumber } = await findRunAt(actor, run);
    const { id } = await recordDecision(actor, { ...wish, runNumber, clientKey: onceKey });
    const recorded = (await listDecisions(actor, { runNumber })).find((decision) => decision.id === id);
    if (!recorded) throw new AppError("not_found");
    return new Reply(toDecision(recorded), {});
  },
});

export const operations = [listDecisionsOperation, recordDecisionOperation];
