import { z } from "zod";
import { getNamedCanvas } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../_serve/operation.ts";
import { BlockSchema, EXAMPLE_BLOCK } from "./shape.ts";

const readCanvas = defineOperation({
  id: "getCanvas",
  method: "GET",
  path: "/projects/{id}/canvas",
  tag: "Plan",
  summary: "Read the whole canvas",
  description: "All ten blocks in reading order; one that nobody has written in is empty.",
  right: "read",
  response: z.object({ blocks: z.array(BlockSchema) }).meta({ id: "Canvas" }),
  example: { answer: { blocks: [EXAMPLE_BLOCK] } },
  handle: async ({ actor }) => ({ blocks: await getNamedCanvas(actor) }),
});

export const operations = [readCanvas];
