import { z } from "zod";
import { checksOf } from "#lib/features/datasets/index.ts";
import {
  type DatasetVersionView,
  type DatasetView,
  ImportSchema,
  ProfileSchema,
  UnderstandSchema,
} from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso } from "../iso.ts";

export const DatasetSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    versions: z.int().meta({ description: "How many there are." }),
    latest: z.object({ id: z.uuid(), number: z.int(), createdAt: z.iso.datetime() }).nullable(),
  })
  .meta({ id: "Dataset" });

export function toDataset(view: DatasetView): z.input<typeof DatasetSchema> {
  const { latest } = view;
  return {
    ...view,
    createdAt: iso(view.createdAt),
    latest: latest && { ...latest, createdAt: iso(latest.createdAt) },
  };
}

export const RecipeSchema = ImportSchema.shape.recipe.meta({
  id: "Recipe",
  description:
    "How the file is read: one entry a column, in the order of the file. Part of the version's identity.",
});
export const RecipeDraftSchema = UnderstandSchema.shape.recipe.unwrap().meta({
  id: "RecipeDraft",
  description:
    "A recipe in which `encoding`, `decimalMark` and `timeFormat` may be null: open, and to be decided by you.",
});
const Profile = ProfileSchema.meta({
  id: "Profile",
  description:
    "What was understood, counted over all of the data. Times are milliseconds since 1970 UTC, or positions.",
});

export const VersionSchema = z
  .object({
    id: z.uuid().meta({ description: "The `datasetVersionId` of a run." }),
    datasetId: z.uuid(),
    name: z.string(),
    number: z.int(),
    digest: z
      .string()
      .meta({ description: "SHA-256 over raw file, recipe and reader: the same input is the same version." }),
    createdAt: z.iso.datetime(),
    createdBy: z.string().nullable(),
    raw: z
      .array(z.object({ fileName: z.string(), sizeBytes: z.int(), sha256: z.string() }))
      .meta({ description: "The files that it was made from, kept byte for byte." }),
    parts: z.array(z.object({ rows: z.int(), sizeBytes: z.int(), sha256: z.string() })),
    recipe: RecipeSchema,
    profile: Profile,
    checks: z
      .array(z.object({ state: z.enum(["pass", "warn"]), title: z.string(), value: z.string() }))
      .meta({ description: "A warning blocks nothing: what would was refused." }),
  })
  .meta({ id: "DatasetVersion" });

export function toVersion(view: DatasetVersionView): z.input<typeof VersionSchema> {
  const { id, datasetId, name, number, digest, createdBy, manifest, recipe, profile } = view;
  return {
    id,
    datasetId,
    name,
    number,
    digest,
    createdAt: iso(view.createdAt),
    createdBy,
    raw: manifest.raw.map((raw) => ({ ...raw, sha256: raw.digest })),
    parts: manifest.parts.map((part) => ({ ...part, sha256: part.digest })),
    recipe,
    profile,
    checks: checksOf(profile),
  };
}

const ProblemLineSchema = z.object({
  row: z.int().nullable().meta({ description: "Line of the file, its header being row 1." }),
  column: z.string().nullable(),
  file: z.string().optional().meta({ description: "Named when rows come from several files." }),
  message: z.string(),
});

export const UnderstandingSchema = z
  .object({
    inspection: z
      .object({
        file: z.object({
          name: z.string(),
          sizeBytes: z.int(),
          digest: z.string(),
          rows: z.int(),
          encoding: z.string().meta({ description: "In words." }),
          format: z.enum(["csv", "json_lines", "parquet", "xlsx"]),
          sheets: z
            .array(z.string())
            .meta({ description: "Of a workbook; `sheet` of the recipe names one." }),
        }),
        columns: z.array(
          z.object({
            name: z.string(),
            examples: z.array(z.string()),
            filled: z.number(),
            blanks: z.number(),
            distinct: z.number().meta({ description: "An estimate past ten thousand." }),
            unit: z.string().nullable().meta({ description: "Stands beside nearly every number." }),
            missingWords: z
              .array(z.string())
              .meta({ description: "Texts among its numbers that may mean “not known”." }),
          }),
        ),
        proposal: RecipeDraftSchema,
        questions: z
          .array(
            z.object({
              about: z.enum(["timeFormat", "decimalMark", "encoding", "sheet", "rollUp", "missingWords"]),
              column: z.string().meta({ description: "Empty when it is about the whole file." }),
              text: z.string(),
              choices: z.array(z.string()).meta({
                description:
                  "What to put into the recipe under the name in `about`. For `missingWords` and `not_known` put `words` there; for `rollUp` an object with this `frequency`, or null for `none`.",
              }),
              labels: z.array(z.string()).meta({ description: "The choices in words, in the same order." }),
              words: z.array(z.string()),
            }),
          )
          .meta({
            description: "What the data cannot decide. Answer each in the recipe; it is never guessed.",
          }),
      })
      .nullable()
      .meta({ description: "Present when no recipe was sent." }),
    preview: z
      .object({
        problems: z.array(ProblemLineSchema),
        problemCount: z.int(),
        profile: Profile.nullable(),
      })
      .nullable()
      .meta({ description: "What the recipe makes of the file; null while something is open." }),
  })
  .meta({ id: "Understanding" });

export const EXAMPLE_RECIPE = {
  delimiter: "," as const,
  decimalMark: "point" as const,
  timeFormat: "iso" as const,
  blankTarget: "refuse" as const,
  frequency: null,
  columns: [
    { name: "unique_id", role: "series" as const },
    { name: "ds", role: "time" as const },
    { name: "y", role: "target" as const },
    {
      name: "promo",
      role: "covariate" as const,
      availability: "known_ahead" as const,
      kind: "numeric" as const,
    },
  ],
};

export const EXAMPLE_PROFILE = {
  rows: 480,
  series: 4,
  timeFormat: "iso" as const,
  frequency: "D",
  isFrequencyChosen: false,
  firstTime: 1_704_067_200_000,
  lastTime: 1_714_348_800_000,
  periods: 120,
  emptyPeriods: 0,
  missingPeriods: 0,
  ownGaps: 0,
  seriesWithOwnGaps: 0,
  knownTargets: 480,
  blankTargets: 0,
  lastKnownTime: 1_714_348_800_000,
  minimum: 5.21,
  maximum: 17.9,
  mean: 11.5,
  isWhole: false,
  zeros: 0,
  negatives: 0,
  shortestSeries: 120,
  longestSeries: 120,
  mostlyZeroSeries: 0,
  unlikelyZeroRuns: 0,
  longestUnlikelyZeroRun: 0,
  classes: { smooth: 4, erratic: 0, intermittent: 0, lumpy: 0, none: 0 },
  todayForecasts: null,
  covariates: [],
};

export const EXAMPLE_DATASET = {
  id: EXAMPLE.dataset,
  name: "Sales",
  createdAt: "2026-11-24T08:31:00.000Z",
  versions: 1,
  latest: { id: EXAMPLE.version, number: 1, createdAt: "2026-11-24T08:31:00.000Z" },
};

const RAW = "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c";
const PART = "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730";

export const EXAMPLE_VERSION = {
  id: EXAMPLE.version,
  datasetId: EXAMPLE.dataset,
  name: "Sales",
  number: 1,
  digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  createdAt: "2026-11-24T08:31:00.000Z",
  createdBy: "Nightly upload",
  raw: [{ fileName: "sales.csv", sizeBytes: 12_345, sha256: RAW }],
  parts: [{ rows: 480, sizeBytes: 6_120, sha256: PART }],
  recipe: EXAMPLE_RECIPE,
  profile: EXAMPLE_PROFILE,
  checks: [{ state: "pass" as const, title: "One row a series and period", value: "no duplicates" }],
};
