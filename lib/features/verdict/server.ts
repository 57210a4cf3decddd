import "server-only";

export { getSeries, listSeries, openForecastCsv } from "./ask.ts";
export { computeVerdict } from "./compute.ts";
export { getJudgeStop } from "./judge-stop.ts";
export { findPresentVerdict } from "./present.ts";
export { findLatestVerdict, findNewestRunNumber, getRunResults, getVerdict } from "./read.ts";
