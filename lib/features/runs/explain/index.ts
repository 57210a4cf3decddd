/** Without zod on purpose: pages load this. */
export type { InputsAnswer, SeriesAnswer, WhatIfAnswer } from "./schema.ts";
export type { Asked, Explanations, WhatIfLine } from "./view.ts";
