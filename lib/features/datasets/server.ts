import "server-only";

export { listFactsOffers, TakeFactsSchema, takeFacts } from "./canvas-facts/read.ts";
export { exportContract, getContract, saveTerms } from "./contract/read.ts";
export { ContractExportSchema, TermsSchema } from "./contract/schema.ts";
export { DifferenceSchema } from "./difference/schema.ts";
export { FactsSchema } from "./explore/facts.ts";
export { getFacts, readColumns } from "./explore/read.ts";
export { type ImportedVersion, importFile } from "./import.ts";
export { FetchSchema, ImportSchema, OpenUploadSchema, UnderstandSchema } from "./input.ts";
export { addLabels, removeLabels, restoreLabels } from "./labels/change.ts";
export { countLabels, listLabels, proposeLabels } from "./labels/read.ts";
export { AddLabelsSchema, LabelIdsSchema } from "./labels/schema.ts";
export { freezeLabels, type LabelUse, labelledPanel, type UsedLabels } from "./labels/used.ts";
export { listOrigins, type VersionOrigin } from "./lineage/read.ts";
export { type DatasetView, getDataset, getVersionAt, listDatasets, listVersionsOf } from "./list.ts";
export { loadPanel } from "./panel.ts";
export {
  type ConnectionView,
  createConnection,
  deleteConnection,
  listConnections,
  receiveFromQuery,
} from "./postgres-source/connections.ts";
export {
  ConnectionUrlSchema,
  NewConnectionSchema,
  QuerySchema,
  TLS_MODES,
  wishOf,
} from "./postgres-source/schema.ts";
export { DataRefused } from "./problems.ts";
export { ProfileSchema } from "./profile-schema.ts";
export { compareVersions, importVersion, previewSteps, understandUpload, wrangleVersion } from "./reader.ts";
export { applyRetention } from "./retention/apply.ts";
export { deleteDataset, deleteVersion, setKeep } from "./retention/delete.ts";
export { getDeletedVersion } from "./retention/gone.ts";
export { type DatasetOverview, getDatasetOverview } from "./retention/overview.ts";
export { KeepSchema } from "./retention/schema.ts";
export { sweepReleasedBlobs } from "./retention/sweep.ts";
export { checkLeaks } from "./split/leaks.ts";
export { getSplit } from "./split/read.ts";
export { type ReceivedUpload, receiveFromAddress, receiveUpload } from "./uploads.ts";
export { abortUpload, appendToUpload, getUpload, openUpload, type UploadView } from "./uploads-resumable.ts";
export { sweepExpiredUploads } from "./uploads-sweep.ts";
export { assertTrainable, getValidation, listValidations, type ValidationView } from "./validate/read.ts";
export { ExpectationSchema, ResultSchema, SuiteInputSchema } from "./validate/schema.ts";
export { getSuite, proposeFor, type SuiteView, saveSuite } from "./validate/suite.ts";
export {
  type DatasetVersionView,
  getCountedProfile,
  getDataStop,
  getDatasetVersion,
  getSeriesSummary,
  getSeriesValues,
  listDatasetVersions,
  type RawFile,
  readRawFile,
} from "./versions.ts";
export { PreviewStepsSchema, SaveRecipeSchema, WrangleSchema } from "./wrangle/input.ts";
export { getRecipe, saveRecipe } from "./wrangle/saved-recipe.ts";
export { StepFactsSchema, StepsSchema } from "./wrangle/step-schema.ts";
export { countWaitingSteps } from "./wrangle/waiting-steps.ts";
