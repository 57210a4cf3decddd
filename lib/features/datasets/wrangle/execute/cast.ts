import type { z } from "zod";
import type { CastStep } from "../steps/cast.ts";
import { columnAt, covariateOf, DoesNotFit, numberFrom, numericAt, replaceRows, type Work } from "../work.ts";

const ROUNDED = { nearest: "round", down: "floor", up: "ceil" } as const;

export function runCast(work: Work, step: z.output<typeof CastStep>): Promise<number> {
  if (step.to === "whole") return toWhole(work, step);
  if (step.column === null) throw new DoesNotFit("The target is a number. Only a covariate can be cast.");
  return step.to === "number" ? toNumber(work, step) : toCategory(work, step.column);
}

async function toWhole(work: Work, { column, rounding }: z.output<typeof CastStep>): Promise<number> {
  const at = numericAt(work, column);
  const fractions = await numberFrom(work, `SELECT count_if(${at} <> trunc(${at})) FROM rows`);
  if (fractions === 0) return 0;
  if (rounding === "refuse")
    throw new DoesNotFit(
      `${fractions.toLocaleString("en")} values are not whole. Choose how they are rounded, or leave this step out.`,
    );
  await replaceRows(work, `SELECT * REPLACE (${ROUNDED[rounding]}(${at}) AS ${at}) FROM rows`);
  return fractions;
}

async function toNumber(work: Work, step: z.output<typeof CastStep>): Promise<number> {
  const column = covariateOf(work, step.column as string);
  if (column.kind === "numeric") throw new DoesNotFit(`“${column.name}” is a number already.`);
  const { at } = column;
  const text = `trim(${at})`;
  // As when files are read: digits with a decimal point; nan and inf are words, not numbers.
  const number = `CASE WHEN lower(${text}) = 'true' THEN 1.0 WHEN lower(${text}) = 'false' THEN 0.0
    WHEN regexp_full_match(${text}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?') THEN TRY_CAST(${text} AS DOUBLE) END`;
  const lost = await numberFrom(work, `SELECT count_if(${at} IS NOT NULL AND (${number}) IS NULL) FROM rows`);
  if (lost > 0 && step.otherwise === "refuse")
    throw new DoesNotFit(
      `${lost.toLocaleString("en")} texts of “${column.name}” are no numbers. Choose that they become not known, or leave this step out.`,
    );
  await replaceRows(work, `SELECT * REPLACE (CAST(${number} AS DOUBLE) AS ${at}) FROM rows`);
  column.kind = "numeric";
  return lost;
}

async function toCategory(work: Work, name: string): Promise<number> {
  const column = covariateOf(work, name);
  if (column.kind === "categorical") throw new DoesNotFit(`“${name}” is a category already.`);
  const at = columnAt(work, name);
  const text = `CASE WHEN ${at} = trunc(${at}) AND abs(${at}) < 1e15 THEN CAST(CAST(${at} AS BIGINT) AS VARCHAR) ELSE CAST(${at} AS VARCHAR) END`;
  await replaceRows(work, `SELECT * REPLACE (${text} AS ${at}) FROM rows`);
  column.kind = "categorical";
  return 0;
}
