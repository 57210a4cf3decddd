import "server-only";

export { type ImportedVersion, importFile, importVersion } from "./import.ts";
export { ImportSchema, UnderstandSchema } from "./input.ts";
export { loadPanel } from "./panel.ts";
export { DataRefused } from "./problems.ts";
export { understandUpload } from "./understand.ts";
export { type ReceivedUpload, receiveUpload } from "./uploads.ts";
export {
  type DatasetVersionView,
  getDataStop,
  getDatasetVersion,
  getSeriesSummary,
  getSeriesValues,
  listDatasetVersions,
  type RawFile,
  readRawFile,
} from "./versions.ts";
