import "server-only";

export { getSeries, listSeries, openForecastCsv } from "./ask.ts";
export { computeVerdict } from "./compute.ts";
export { csvText } from "./csv.ts";
export { ForecastQuerySchema, openForecastFile } from "./forecast-file.ts";
export { getJudgeStop } from "./judge-stop.ts";
export { looksAt, looksAtSpan, recordLooks } from "./looks/record.ts";
export { periodsInWords, timeInWords } from "./periods.ts";
export { findPresentVerdict } from "./present.ts";
export { findLatestVerdict, findNewestRunNumber, getRunResults, getVerdict } from "./read.ts";
export { findSealedResults, openUntouched } from "./sealed.ts";
