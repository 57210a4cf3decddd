import { z } from "zod";
import { DRAWS, HABITS, SEED, SHAPES, type UncertainKey } from "#lib/features/roi/index.ts";
import { type RoiRisk, riskOfCase } from "#lib/features/roi/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { wholeNumber } from "../../../../../_serve/parameters.ts";
import { AnyCaseParams, caseIdOf } from "../../shape.ts";

/** Each request draws anew; more draws than this tell nobody anything more. */
const MOST_DRAWS = 20_000;
const KEYS = Object.keys(HABITS) as [UncertainKey, ...UncertainKey[]];
const money = z.number();

const RiskSchema = z
  .object({
    draws: z.int(),
    seed: z.int(),
    sentence: z.string(),
    probabilityOfLoss: z.number().meta({ description: "Share of the draws with an NPV below 0." }),
    mean: money,
    quantiles: z
      .array(z.object({ level: z.number(), npv: money }))
      .meta({ description: "The NPV that a share of the draws lies below; 0.5 is the median." }),
    histogram: z.array(z.object({ from: money, to: money, count: z.int() })).meta({
      description: "Bins of one width, one of their borders at 0, from the lowest NPV to the highest.",
    }),
    inputs: z
      .array(
        z
          .object({
            input: z.enum(KEYS),
            likely: z.number(),
            shape: z.enum(SHAPES),
            low: z.number(),
            high: z.number(),
            from: z.enum(["own", "measured", "suggested"]),
            npvAtLow: money,
            npvAtHigh: money,
          })
          .meta({ id: "RoiUncertainInput" }),
      )
      .meta({
        description: "What moves the result, the most first: the NPV with this input alone at its two ends.",
      }),
  })
  .meta({ id: "RoiRisk" });

function toRisk({ simulation, bars, sentence }: RoiRisk): z.input<typeof RiskSchema> {
  const { draws, seed, lossShare, mean, quantiles, bins } = simulation;
  return {
    draws,
    seed,
    sentence,
    probabilityOfLoss: lossShare,
    mean,
    quantiles,
    histogram: bins,
    inputs: bars.map(({ key, ...bar }) => ({ input: key, ...bar })),
  };
}

const risk = defineOperation({
  id: "getRoiRisk",
  method: "GET",
  path: "/projects/{id}/roi/{case}/risk",
  tag: "Money",
  summary: "Draw how a case may turn out",
  description:
    "Monte-Carlo over the case's ranges: the probability of losing money, quantiles and a histogram of the NPV, and what moves it most. `case` is “base” or an id. The same seed gives the same numbers, here and on the page. A case that lacks an input answers 409 with what is missing.",
  right: "read",
  params: AnyCaseParams,
  query: z.strictObject({
    draws: wholeNumber({ min: 100, max: MOST_DRAWS })
      .optional()
      .meta({ description: `How many, 100 to ${MOST_DRAWS}; ${DRAWS} when absent.` }),
    seed: wholeNumber({ min: 0, max: 2 ** 31 - 1 })
      .optional()
      .meta({ description: `Of the draws; ${SEED}, as on the page, when absent.` }),
  }),
  response: RiskSchema,
  errors: ["conflict"],
  example: {
    params: { case: EXAMPLE.wholeRoiCase },
    query: { draws: "10000", seed: "20190107" },
    answer: {
      draws: 10_000,
      seed: 20_190_107,
      sentence: "Pays back in 9 months; 12 % risk of a loss; hinges on the saving.",
      probabilityOfLoss: 0.12,
      mean: 8_400,
      quantiles: [
        { level: 0.05, npv: -1_800 },
        { level: 0.5, npv: 8_300 },
        { level: 0.95, npv: 19_200 },
      ],
      histogram: [
        { from: -5_000, to: 0, count: 1_200 },
        { from: 0, to: 5_000, count: 8_800 },
      ],
      inputs: [
        {
          input: "savingPercent",
          likely: 20,
          shape: "triangular",
          low: 10,
          high: 26,
          from: "suggested",
          npvAtLow: -2_100,
          npvAtHigh: 14_700,
        },
      ],
    },
  },
  handle: async ({ actor, params, query: { draws = DRAWS, seed = SEED } }) =>
    toRisk(await riskOfCase(actor, caseIdOf(params), { draws, seed })),
});

export const operations = [risk];
