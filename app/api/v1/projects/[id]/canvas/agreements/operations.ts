import { z } from "zod";
import { getAgreements } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { iso } from "../../iso.ts";
import { ChangeSchema } from "../versions/shape.ts";

const AgreementSchema = z
  .object({
    block: z.string(),
    status: z.enum(["empty", "draft", "agreed"]),
    agreeAgain: z.boolean().meta({ description: "It was agreed to once and has changed since." }),
    agreedBy: z.string().nullable(),
    agreedAt: z.iso.datetime().nullable(),
    changes: z.array(ChangeSchema).meta({ description: "What changed since; empty while it holds." }),
  })
  .meta({ id: "CanvasAgreement" });

const list = defineOperation({
  id: "listCanvasAgreements",
  method: "GET",
  path: "/projects/{id}/canvas/agreements",
  tag: "Plan",
  summary: "Say who agreed to which block",
  description:
    "All ten blocks in reading order. People agree to what a block says: a change of it ends the agreement by itself. To agree, change the block with `agreed: true`.",
  right: "read",
  response: z.object({ items: z.array(AgreementSchema) }).meta({ id: "CanvasAgreements" }),
  example: {
    answer: {
      items: [
        {
          block: "decisions",
          status: "agreed",
          agreeAgain: false,
          agreedBy: "Mia Owner",
          agreedAt: "2026-03-02T09:30:00.000Z",
          changes: [],
        },
      ],
    },
  },
  handle: async ({ actor }) => ({
    items: (await getAgreements(actor)).map(({ key, status, agreeAgain, agreed, changes }) => ({
      block: key,
      status,
      agreeAgain,
      agreedBy: agreed?.by ?? null,
      agreedAt: agreed ? iso(agreed.at) : null,
      changes,
    })),
  }),
});

export const operations = [list];
