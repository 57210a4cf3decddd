import { z } from "zod";
import { getDataset, listFactsOffers, TakeFactsSchema, takeFacts } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";

const path = "/projects/{id}/datasets/{dataset}/facts";
const params = z.strictObject({ dataset: z.uuid() });

const OffersSchema = z
  .object({
    offers: z.array(
      z.object({
        block: z.enum(["data_sources", "collecting_data"]),
        facts: z.array(
          z.object({
            key: z.string(),
            label: z.string(),
            measured: z.string(),
            planned: z.string().meta({ description: "What the canvas says; may be empty." }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "FactsOffers" });

const read = defineOperation({
  id: "listDatasetFacts",
  method: "GET",
  path,
  tag: "Data",
  summary: "List measured facts that the canvas does not say",
  description:
    "History with its missing share, grain, delay and owner of the newest version, for the blocks Data Sources and Collecting Data; what they say already is left out.",
  right: "read",
  params,
  response: OffersSchema,
  example: {
    params: { dataset: EXAMPLE.dataset },
    answer: {
      offers: [
        {
          block: "data_sources",
          facts: [{ key: "grain", label: "Grain", measured: "unique_id, day", planned: "" }],
        },
      ],
    },
  },
  handle: async ({ actor, params: { dataset } }) => {
    const { id } = await getDataset(actor, dataset);
    const offers = await listFactsOffers(actor);
    return { offers: offers.filter((offer) => offer.datasetId === id) };
  },
});

const take = defineOperation({
  id: "takeDatasetFacts",
  method: "POST",
  path,
  tag: "Data",
  summary: "Take measured facts over into the canvas",
  description:
    "Writes what is measured now into the block; what it says already stays. Twice changes nothing.",
  right: "edit_plan",
  params,
  body: TakeFactsSchema.pick({ block: true }),
  response: z.object({
    seq: z.string().meta({ description: "At which the canvas holds it, a decimal number." }),
  }),
  example: { params: { dataset: EXAMPLE.dataset }, body: { block: "data_sources" }, answer: { seq: "12" } },
  handle: ({ actor, params: { dataset }, body }) => takeFacts(actor, { ...body, datasetId: dataset }),
});

export const operations = [read, take];
