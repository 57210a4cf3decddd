import type { Metadata } from "next";
import { z } from "zod";
import { CasesTable } from "#components/roi/cases-table.tsx";
import { RoiScreen } from "#components/roi/roi-screen.tsx";
import { effectiveOf, listRoiCases, type RoiCase } from "#lib/features/roi/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import {
  changeRoiCaseAction,
  createRoiCaseAction,
  deleteRoiCaseAction,
  linkMeasuredAction,
  saveRoiAction,
} from "./actions.ts";
import { findMeasured } from "./measured.ts";

interface Props {
  params: Promise<{ workspace: string; project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "ROI" };

/** What comes from a link: a case that is not there opens the plan's. */
const QuerySchema = z.object({ case: z.uuid().optional().catch(undefined) });

export default async function RoiPage({ params, searchParams }: Props) {
  const actor = await pageProject(await params);
  const { case: wanted } = QuerySchema.parse(await searchParams);
  const [cases, { beside, saving }] = await Promise.all([listRoiCases(actor), findMeasured(actor)]);
  const open = cases.find(({ id }) => id === wanted) ?? (cases[0] as RoiCase);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  const hrefs = {
    roi: `${base}/roi`,
    canvas: `${base}/canvas`,
    workbook: `${base}/roi/workbook`,
    newRun: `${base}/runs/new`,
  };
  const columns = cases.map((found) => ({
    id: found.id,
    name: found.name,
    isBase: found.isBase,
    isOpen: found.id === open.id,
    href: found.isBase ? hrefs.roi : `${hrefs.roi}?case=${found.id}`,
    measured: found.measured,
    ...effectiveOf(found),
  }));
  return (
    <RoiScreen
      key={open.id ?? "first"}
      stored={open}
      cases={{
        table: <CasesTable cases={columns} currency={actor.currency} />,
        kinds: cases.map(({ kind }) => kind),
        all: columns.map(({ id, name, isOpen, inputs, unitCosts }) => ({
          id,
          name,
          isOpen,
          inputs,
          unitCosts,
        })),
      }}
      unitCosts={open.unitCosts}
      currency={actor.currency}
      thisMonth={new Date().toISOString().slice(0, 7)}
      hrefs={hrefs}
      measured={{ beside, newest: saving }}
      actions={
        may(actor.role, "edit_plan")
          ? {
              save: saveRoiAction.bind(null, address, open.id),
              create: createRoiCaseAction.bind(null, address),
              change: changeRoiCaseAction.bind(null, address, open.id),
              remove:
                open.isBase || open.id === null ? null : deleteRoiCaseAction.bind(null, address, open.id),
              measure: linkMeasuredAction.bind(null, address, open.id),
            }
          : null
      }
    />
  );
}
