import { z } from "zod";
import { getDifference } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { wholeNumber } from "../../../../../../_serve/parameters.ts";
import { DifferenceSchema, VersionParams } from "../../shape.ts";

const query = z.strictObject({
  to: wholeNumber({ min: 1, max: 2_000_000_000 })
    .optional()
    .meta({ description: "The version to compare with; the canvas as it is now when absent." }),
});

const compare = defineOperation({
  id: "compareCanvasVersions",
  method: "GET",
  path: "/projects/{id}/canvas/versions/{number}/difference",
  tag: "Plan",
  summary: "Say what changed since a version",
  description:
    "The blocks that differ, in each the fields, rows and notes that differ, and in each the words.",
  right: "read",
  params: VersionParams,
  query,
  response: DifferenceSchema,
  example: {
    params: { number: "1" },
    answer: {
      blocks: [
        {
          key: "decisions",
          title: "Decisions",
          changes: [
            {
              path: "decision",
              label: "Decision",
              kind: "changed",
              stretches: [
                { kind: "same", text: "Order quantity per item" },
                { kind: "added", text: " and shop" },
              ],
            },
          ],
        },
      ],
    },
  },
  handle: ({ actor, params: { number }, query: { to } }) =>
    getDifference(actor, { from: number, to: to ?? "now" }),
});

export const operations = [compare];
