import type { Metadata } from "next";
import { RoiScreen } from "#components/roi/roi-screen.tsx";
import { getRoiCase } from "#lib/features/roi/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { saveRoiAction } from "./actions.ts";
import { findMeasured } from "./measured.ts";

interface Props {
  params: Promise<{ workspace: string; project: string }>;
}

export const metadata: Metadata = { title: "ROI" };

export default async function RoiPage({ params }: Props) {
  const actor = await pageProject(await params);
  const [{ inputs, unitCosts, savedAt }, measured] = await Promise.all([
    getRoiCase(actor),
    findMeasured(actor),
  ]);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  return (
    <RoiScreen
      stored={inputs}
      savedAt={savedAt}
      unitCosts={unitCosts}
      currency={actor.currency}
      canvasHref={`/w/${actor.workspaceSlug}/p/${actor.projectSlug}/canvas#offline_evaluation`}
      measured={measured}
      save={may(actor.role, "edit_plan") ? saveRoiAction.bind(null, address) : null}
    />
  );
}
