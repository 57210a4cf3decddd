import type { Operation } from "./_serve/operation.ts";
import { operations as canvasAgreements } from "./projects/[id]/canvas/agreements/operations.ts";
import { operations as block } from "./projects/[id]/canvas/blocks/[block]/operations.ts";
import { operations as commentThread } from "./projects/[id]/canvas/comments/[thread]/operations.ts";
import { operations as commentReplies } from "./projects/[id]/canvas/comments/[thread]/replies/operations.ts";
import { operations as comments } from "./projects/[id]/canvas/comments/operations.ts";
import { operations as canvasExport } from "./projects/[id]/canvas/export/operations.ts";
import { operations as canvasFill } from "./projects/[id]/canvas/fill/operations.ts";
import { operations as canvasLink } from "./projects/[id]/canvas/links/[link]/operations.ts";
import { operations as canvasLinks } from "./projects/[id]/canvas/links/operations.ts";
import { operations as canvas } from "./projects/[id]/canvas/operations.ts";
import { operations as canvasDifference } from "./projects/[id]/canvas/versions/[number]/difference/operations.ts";
import { operations as canvasVersion } from "./projects/[id]/canvas/versions/[number]/operations.ts";
import { operations as canvasRestore } from "./projects/[id]/canvas/versions/[number]/restore/operations.ts";
import { operations as canvasVersions } from "./projects/[id]/canvas/versions/operations.ts";
import { operations as claim } from "./projects/[id]/claims/[claim]/operations.ts";
import { operations as claims } from "./projects/[id]/claims/operations.ts";
import { operations as connection } from "./projects/[id]/connections/[connection]/operations.ts";
import { operations as connectionQueries } from "./projects/[id]/connections/[connection]/queries/operations.ts";
import { operations as connections } from "./projects/[id]/connections/operations.ts";
import { operations as datasetContract } from "./projects/[id]/datasets/[dataset]/contract/operations.ts";
import { operations as expectations } from "./projects/[id]/datasets/[dataset]/expectations/operations.ts";
import { operations as datasetFacts } from "./projects/[id]/datasets/[dataset]/facts/operations.ts";
import { operations as datasetKeep } from "./projects/[id]/datasets/[dataset]/keep/operations.ts";
import { operations as labels } from "./projects/[id]/datasets/[dataset]/labels/operations.ts";
import { operations as removeLabels } from "./projects/[id]/datasets/[dataset]/labels/remove/operations.ts";
import { operations as restoreLabels } from "./projects/[id]/datasets/[dataset]/labels/restore/operations.ts";
import { operations as datasetLineage } from "./projects/[id]/datasets/[dataset]/lineage/operations.ts";
import { operations as dataset } from "./projects/[id]/datasets/[dataset]/operations.ts";
import { operations as recipeBuild } from "./projects/[id]/datasets/[dataset]/recipe/build/operations.ts";
import { operations as recipe } from "./projects/[id]/datasets/[dataset]/recipe/operations.ts";
import { operations as recipePreview } from "./projects/[id]/datasets/[dataset]/recipe/preview/operations.ts";
import { operations as checks } from "./projects/[id]/datasets/[dataset]/versions/[version]/checks/operations.ts";
import { operations as versionDifference } from "./projects/[id]/datasets/[dataset]/versions/[version]/difference/operations.ts";
import { operations as version } from "./projects/[id]/datasets/[dataset]/versions/[version]/operations.ts";
import { operations as versionProfile } from "./projects/[id]/datasets/[dataset]/versions/[version]/profile/operations.ts";
import { operations as proposals } from "./projects/[id]/datasets/[dataset]/versions/[version]/proposals/operations.ts";
import { operations as split } from "./projects/[id]/datasets/[dataset]/versions/[version]/split/operations.ts";
import { operations as versions } from "./projects/[id]/datasets/[dataset]/versions/operations.ts";
import { operations as datasets } from "./projects/[id]/datasets/operations.ts";
import { operations as understandings } from "./projects/[id]/datasets/understandings/operations.ts";
import { operations as decisions } from "./projects/[id]/decisions/operations.ts";
import { operations as model } from "./projects/[id]/models/[run]/[model]/operations.ts";
import { operations as models } from "./projects/[id]/models/operations.ts";
import { operations as project } from "./projects/[id]/operations.ts";
import { operations as chooseOpportunity } from "./projects/[id]/opportunities/[task]/choose/operations.ts";
import { operations as opportunity } from "./projects/[id]/opportunities/[task]/operations.ts";
import { operations as opportunities } from "./projects/[id]/opportunities/operations.ts";
import { operations as processLink } from "./projects/[id]/process/links/[link]/operations.ts";
import { operations as processLinks } from "./projects/[id]/process/links/operations.ts";
import { operations as processes } from "./projects/[id]/process/operations.ts";
import { operations as processStart } from "./projects/[id]/process/start/operations.ts";
import { operations as roiMeasured } from "./projects/[id]/roi/[case]/measured/operations.ts";
import { operations as roiCase } from "./projects/[id]/roi/[case]/operations.ts";
import { operations as roiRisk } from "./projects/[id]/roi/[case]/risk/operations.ts";
import { operations as roiBase } from "./projects/[id]/roi/base/operations.ts";
import { operations as roi } from "./projects/[id]/roi/operations.ts";
import { operations as roiWorkbook } from "./projects/[id]/roi/workbook/operations.ts";
import { operations as cancel } from "./projects/[id]/runs/[run]/cancel/operations.ts";
import { operations as events } from "./projects/[id]/runs/[run]/events/operations.ts";
import { operations as explanation } from "./projects/[id]/runs/[run]/explanation/operations.ts";
import { operations as forecast } from "./projects/[id]/runs/[run]/forecast/operations.ts";
import { operations as run } from "./projects/[id]/runs/[run]/operations.ts";
import { operations as untouched } from "./projects/[id]/runs/[run]/untouched/operations.ts";
import { operations as whatIf } from "./projects/[id]/runs/[run]/what-ifs/[whatIf]/operations.ts";
import { operations as whatIfs } from "./projects/[id]/runs/[run]/what-ifs/operations.ts";
import { operations as runs } from "./projects/[id]/runs/operations.ts";
import { operations as upload } from "./projects/[id]/uploads/[upload]/operations.ts";
import { operations as uploads } from "./projects/[id]/uploads/operations.ts";
import { operations as projects } from "./projects/operations.ts";

/** Every operation of the interface, in the order in which people read about them. */
export const OPERATIONS: readonly Operation[] = [
  ...projects,
  ...project,
  ...canvas,
  ...block,
  ...canvasAgreements,
  ...comments,
  ...commentThread,
  ...commentReplies,
  ...canvasExport,
  ...canvasFill,
  ...canvasLinks,
  ...canvasLink,
  ...claims,
  ...claim,
  ...canvasVersions,
  ...canvasVersion,
  ...canvasDifference,
  ...canvasRestore,
  ...opportunities,
  ...opportunity,
  ...chooseOpportunity,
  ...processes,
  ...processLinks,
  ...processLink,
  ...processStart,
  ...roi,
  ...roiBase,
  ...roiCase,
  ...roiRisk,
  ...roiMeasured,
  ...roiWorkbook,
  ...uploads,
  ...upload,
  ...connections,
  ...connection,
  ...connectionQueries,
  ...datasets,
  ...understandings,
  ...dataset,
  ...datasetContract,
  ...datasetKeep,
  ...datasetFacts,
  ...datasetLineage,
  ...recipe,
  ...recipePreview,
  ...recipeBuild,
  ...versions,
  ...version,
  ...versionProfile,
  ...expectations,
  ...checks,
  ...versionDifference,
  ...labels,
  ...removeLabels,
  ...restoreLabels,
  ...proposals,
  ...split,
  ...runs,
  ...run,
  ...events,
  ...forecast,
  ...explanation,
  ...whatIfs,
  ...whatIf,
  ...untouched,
  ...cancel,
  ...models,
  ...model,
  ...decisions,
];
