import type { z } from "zod";
import type { ExplanationKind } from "#lib/platform/prisma/enums.ts";
import {
  type InputsAnswer,
  InputsAnswerSchema,
  type SeriesAnswer,
  SeriesAnswerSchema,
  type WhatIfAnswer,
  WhatIfAnswerSchema,
} from "./schema.ts";

export interface Answers {
  inputs: InputsAnswer;
  series: SeriesAnswer;
  what_if: WhatIfAnswer;
}

const SCHEMAS: { [K in ExplanationKind]: z.ZodType<Answers[K]> } = {
  inputs: InputsAnswerSchema,
  series: SeriesAnswerSchema,
  what_if: WhatIfAnswerSchema,
};

export function encodeAnswer(kind: ExplanationKind, answer: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(SCHEMAS[kind].parse(answer)));
}

/** Null where another version of the product stored it in another shape. */
export function decodeAnswer<K extends ExplanationKind>(kind: K, bytes: Uint8Array): Answers[K] | null {
  return SCHEMAS[kind].safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
}
