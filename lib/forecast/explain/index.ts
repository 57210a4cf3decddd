/** Why a forecast is what it is. Free of TensorFlow.js: fitted networks are handed in. */
export { decomposeSeries, type SeriesDecomposition } from "./decompose.ts";
export { type Importance, type ImportanceResult, permutationImportance } from "./importance.ts";
export { type Influence, type InfluenceGroup, influenceByStep } from "./influence.ts";
export { type Predictor, predictorOfGlobal, predictorOfNetworks } from "./predictor.ts";
export { checkWhatIf, type WhatIfAnswer, type WhatIfChange, whatIf } from "./what-if.ts";
