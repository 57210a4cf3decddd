import { IRR } from "@formulajs/formulajs";
import FormulaParser from "fast-formula-parser";
import type { WorkbookSheet } from "../sheet.ts";

interface Ref {
  sheet: string;
  row: number;
  col: number;
}
interface RangeRef {
  sheet: string;
  from: { row: number; col: number };
  to: { row: number; col: number };
}

type Values = { value: number[][] };

/** An argument of a formula: a range as rows, or one value. */
type Argument = { value: number[][] | number };

function rateOf(values: Values, guess?: Argument): number {
  const rate = IRR(values.value.flat(), Number(guess?.value ?? 0.1));
  // What a spreadsheet shows as #NUM! is an Error here.
  if (typeof rate !== "number" || !Number.isFinite(rate)) throw FormulaParser.FormulaError.NUM;
  return rate;
}

const largestOf = (values: Values) => Math.max(...values.value.flat());

/**
 * What a spreadsheet program makes of the sheets: every formula is computed by a formula library, nothing by our own
 * functions. IRR, which that one has not, is another library's.
 */
export function recompute(sheets: readonly WorkbookSheet[]) {
  const known = new Map<string, unknown>();
  const keyOf = ({ sheet, row, col }: Ref) => `${sheet} ${row} ${col}`;
  const todo: { ref: Ref; formula: string }[] = [];
  // The overview, which stands first, reads the others.
  for (const { name: sheet, rows } of sheets.toReversed()) {
    rows.forEach((cells, r) => {
      cells.forEach((cell, c) => {
        const ref = { sheet, row: r + 1, col: c + 1 };
        if (cell?.kind === "formula") todo.push({ ref, formula: cell.formula });
        else if (cell) known.set(keyOf(ref), cell.kind === "text" ? cell.text : cell.value);
      });
    });
  }
  const waiting = new Set(todo.map(({ ref }) => keyOf(ref)));
  let isEarly = false;
  const valueAt = (ref: Ref): unknown => {
    if (waiting.has(keyOf(ref))) isEarly = true;
    return known.get(keyOf(ref)) ?? null;
  };
  const parser = new FormulaParser({
    onCell: valueAt,
    onRange: ({ sheet, from, to }: RangeRef) =>
      Array.from({ length: to.row - from.row + 1 }, (_, r) =>
        Array.from({ length: to.col - from.col + 1 }, (__, c) =>
          valueAt({ sheet, row: from.row + r, col: from.col + c }),
        ),
      ),
    functions: Object.fromEntries([
      ["IRR", rateOf],
      ["MAX", largestOf],
    ]),
  });
  // The library takes no formula within another, so what reads a cell that is not known yet waits for the next round.
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const { ref, formula } of todo) {
      if (!waiting.has(keyOf(ref))) continue;
      isEarly = false;
      let value: unknown;
      try {
        value = parser.parse(formula, ref);
      } catch (error) {
        if (!isEarly) throw error;
      }
      if (isEarly) continue;
      known.set(keyOf(ref), value);
      waiting.delete(keyOf(ref));
    }
    if (waiting.size === before)
      throw new Error(`These formulas wait for each other: ${[...waiting].join(", ")}`);
  }
  return valueAt;
}
