import { z } from "zod";
import {
  layoutProcess,
  type ProcessLinkView,
  type ProcessTermsView,
} from "#lib/features/opportunities/index.ts";
import { type Drawn, type Process, RankBySchema } from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";

export const ProcessLinkSchema = z
  .object({
    id: z.uuid(),
    fromId: z.uuid(),
    toId: z.uuid(),
    label: z.string().meta({ description: "What goes along it." }),
  })
  .meta({ id: "ProcessLink" });

export const DrawnLinkSchema = ProcessLinkSchema.extend({
  loop: z
    .array(z.string())
    .nullable()
    .meta({ description: "Names of the tasks of the loop that it closes; null where it closes none." }),
}).meta({ id: "DrawnProcessLink" });

const TermsSchema = z
  .object({
    rankBy: RankBySchema,
    hourlyCost: z.number().nullable().meta({ description: "Of an hour of work, in the project's currency." }),
    timeSavedReplacePercent: z.number(),
    timeSavedHelpPercent: z.number(),
    errorsAvoidedPercent: z.number(),
  })
  .meta({ id: "ProcessTerms" });

export const ProcessSchema = z
  .object({
    tasks: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        column: z.int().nullable().meta({
          description: "How many tasks must come before it at least; null where no link touches it.",
        }),
      }),
    ),
    links: z.array(
      ProcessLinkSchema.extend({
        isBack: z.boolean().meta({ description: "It closes a loop: it leads back to an earlier task." }),
      }).meta({ id: "PlacedProcessLink" }),
    ),
    terms: TermsSchema,
  })
  .meta({ id: "Process" });

export function toProcess({ tasks, links, terms }: Process): z.input<typeof ProcessSchema> {
  const layout = layoutProcess(tasks, links);
  const columns = new Map(layout.placed.map(({ id, column }) => [id, column]));
  return {
    tasks: tasks.map(({ id, name }) => ({ id, name, column: columns.get(id) ?? null })),
    links: links.map((link) => ({ ...link, isBack: layout.back.has(link.id) })),
    terms,
  };
}

export const toDrawn = (link: ProcessLinkView, { loop }: Drawn) => ({ ...link, loop });

export const LinkParams = z.strictObject({ link: z.uuid() });

export const EXAMPLE_TERMS: ProcessTermsView = {
  rankBy: "value_feasibility",
  hourlyCost: 45,
  timeSavedReplacePercent: 90,
  timeSavedHelpPercent: 30,
  errorsAvoidedPercent: 20,
};

export const EXAMPLE_LINK = {
  id: EXAMPLE.processLink,
  fromId: EXAMPLE.opportunity,
  toId: EXAMPLE.nextOpportunity,
  label: "calls per hour",
};
