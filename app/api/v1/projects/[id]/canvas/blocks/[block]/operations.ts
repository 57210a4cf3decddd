import { z } from "zod";
import {
  BlockChangeSchema,
  BlockKeySchema,
  changeBlock,
  getNamedBlock,
} from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { BlockSchema, EXAMPLE_BLOCK } from "../../shape.ts";

const params = z.strictObject({ block: BlockKeySchema });
const path = "/projects/{id}/canvas/blocks/{block}";

const readBlock = defineOperation({
  id: "getCanvasBlock",
  method: "GET",
  path,
  tag: "Plan",
  summary: "Read a block of the canvas",
  right: "read",
  params,
  response: BlockSchema,
  example: { params: { block: EXAMPLE_BLOCK.key }, answer: EXAMPLE_BLOCK },
  handle: ({ actor, params: { block } }) => getNamedBlock(actor, block),
});

const changeBlockOperation = defineOperation({
  id: "updateCanvasBlock",
  method: "PATCH",
  path,
  tag: "Plan",
  summary: "Change a block of the canvas",
  description:
    "What is left out stays as it is. A list is replaced by the rows that are sent; notes are added, under the key's name, unless they stand there already. A value that does not fit its field is kept as a draft and said so, as on the page. `agreed: true` agrees to the block as it then stands; a later change ends the agreement.",
  right: "edit_plan",
  params,
  body: BlockChangeSchema,
  response: BlockSchema,
  example: {
    params: { block: EXAMPLE_BLOCK.key },
    body: {
      fields: { costUnder: 0.54, costOver: 0.18, metric: "cost" },
      notes: ["A pallet left over is thrown away."],
      ownerId: EXAMPLE.member,
    },
    answer: EXAMPLE_BLOCK,
  },
  handle: ({ actor, params: { block }, body }) => changeBlock(actor, block, body),
});

export const operations = [readBlock, changeBlockOperation];
