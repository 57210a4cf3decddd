import path from "node:path";
import { eachRow, readBytes } from "./csv.ts";
import { InputError } from "./input-error.ts";
import { parseTime, styleOf, type TimeStyle } from "./times.ts";

/** Rows of a file as columns. */
export interface Table {
  name: string;
  /** In the order of their first rows. */
  ids: readonly string[];
  seriesOfRow: Int32Array;
  times: Float64Array;
  style: TimeStyle;
  /** The target; empty where the file has none. */
  values: Float64Array;
  /** Row numbers in the file. */
  rowNumbers: Int32Array;
  columns: readonly Column[];
}

export interface Column {
  name: string;
  /** Indexes into `categories` when there are some. NaN is missing. */
  values: Float64Array;
  categories: readonly string[];
}

const MISSING = new Set(["", "NA", "NaN", "nan", "NULL", "null", "None", "#N/A"]);
/** Looking in a set takes longer than reading a number: what begins like one is none of these. */
const isMissing = (text: string): boolean =>
  !(text.charCodeAt(0) < 58 && text[0] !== "#") && MISSING.has(text);
/** Beyond it nothing can be computed: quantiles are in single precision. */
const LARGEST = 1e30;
const MOST_SERIES = 5_000_000;
/** A column with more words than this names its rows rather than describing them. */
const MOST_CATEGORIES = 100_000;

class Numbers {
  private values = new Float64Array(4_096);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) {
      const next = new Float64Array(2 * this.length);
      next.set(this.values);
      this.values = next;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
  done(): Float64Array {
    return this.values.slice(0, this.length);
  }
}

/**
 * Reads `unique_id, ds`, `y` and covariates. A column in which every cell is a number or empty is numeric, any other has categories.
 * @throws InputError naming file, row, series and reason.
 */
export function readTable(file: string, options: { hasTarget: boolean; style: TimeStyle | null }): Table {
  const name = path.basename(file);
  const bytes = readBytes(file);
  const ids: string[] = [];
  const places = new Map<string, number>();
  const seriesOfRow = new Numbers();
  const times = new Numbers();
  const values = new Numbers();
  const rowNumbers = new Numbers();
  let lastId = "";
  let lastPlace = -1;
  let style = options.style;
  let head: { id: number; ds: number; y: number } | null = null;
  let covariates: { name: string; cell: number; numbers: Numbers | null }[] = [];

  const refuse = (row: number, id: string | null, why: string): never => {
    throw new InputError(`${name}, row ${row}${id === null ? "" : ` (series "${id}")`}: ${why}`);
  };
  const timeOf = (text: string, row: number, id: string): number => {
    style ??= styleOf(text);
    const time = style && parseTime(text, style.kind);
    if (time === null) {
      const wanted =
        style?.kind === "int"
          ? "a whole number like the others"
          : "a date such as 2024-03-31, a time such as 2024-03-31 15:00, or a whole number";
      return refuse(row, id, `ds "${text}" is not ${wanted}.`);
    }
    return time;
  };

  eachRow(bytes, name, (cells, row) => {
    if (!head) {
      const names = cells.map((cell) => cell.trim());
      const twice = names.find((each, i) => names.indexOf(each) !== i);
      if (twice !== undefined) refuse(row, null, `two columns have the name "${twice}".`);
      head = { id: names.indexOf("unique_id"), ds: names.indexOf("ds"), y: names.indexOf("y") };
      const absent = [
        ...(head.id < 0 ? ["unique_id"] : []),
        ...(head.ds < 0 ? ["ds"] : []),
        ...(options.hasTarget && head.y < 0 ? ["y"] : []),
      ];
      if (absent.length > 0)
        refuse(
          row,
          null,
          `there is no column ${absent.join(" and no ")}; the header must name unique_id, ds${options.hasTarget ? " and y" : ""}.`,
        );
      covariates = names.flatMap((each, cell) =>
        ["unique_id", "ds", "y"].includes(each) ? [] : [{ name: each, cell, numbers: new Numbers() }],
      );
      return;
    }
    const id = cells[head.id] as string;
    if (id === "") refuse(row, null, "unique_id is empty.");
    // Rows of one series mostly stand together.
    let place = id === lastId ? lastPlace : places.get(id);
    if (place === undefined) {
      place = ids.length;
      if (place === MOST_SERIES)
        refuse(
          row,
          id,
          `more than ${MOST_SERIES.toLocaleString("en")} series are too many for one file; split it.`,
        );
      places.set(id, place);
      ids.push(id);
    }
    lastId = id;
    lastPlace = place;
    const text = (cells[head.ds] as string).trim();
    times.push(timeOf(text, row, id));
    seriesOfRow.push(place);
    rowNumbers.push(row);
    if (options.hasTarget)
      values.push(readTarget((cells[head.y] as string).trim(), (why) => refuse(row, id, why)));
    for (const column of covariates) {
      if (!column.numbers) continue;
      const cell = (cells[column.cell] as string).trim();
      if (isMissing(cell)) column.numbers.push(Number.NaN);
      else {
        const value = Number(cell);
        if (Number.isNaN(value)) column.numbers = null;
        else if (Math.abs(value) > LARGEST)
          refuse(row, id, `"${column.name}" is ${cell}, which is beyond ±1e30.`);
        else column.numbers.push(value);
      }
    }
  });
  if (!head) throw new InputError(`${name} is empty.`);
  if (times.length === 0 || !style) throw new InputError(`${name} has a header and no rows.`);

  const named = covariates
    .filter(({ numbers }) => !numbers)
    .map(({ name: own, cell }) => ({ name: own, cell }));
  const coded = named.length > 0 ? readCategories(bytes, name, named) : [];
  return {
    ...{ name, ids, style },
    seriesOfRow: Int32Array.from(seriesOfRow.done()),
    times: times.done(),
    values: values.done(),
    rowNumbers: Int32Array.from(rowNumbers.done()),
    columns: covariates.map(
      (column): Column =>
        column.numbers
          ? { name: column.name, values: column.numbers.done(), categories: [] }
          : (coded.find((each) => each.name === column.name) as Column),
    ),
  };
}

function readTarget(text: string, refuse: (why: string) => never): number {
  if (isMissing(text)) return Number.NaN;
  const value = Number(text);
  if (Number.isNaN(value)) refuse(`y "${text}" is not a number.`);
  if (Math.abs(value) > LARGEST) refuse(`y is ${text}, which is beyond ±1e30: too large to compute with.`);
  return value;
}

/** A second reading: most files have only numbers, and texts take room. */
function readCategories(
  bytes: Buffer,
  name: string,
  columns: readonly { name: string; cell: number }[],
): Column[] {
  const found = columns.map((column) => ({
    ...column,
    codes: new Map<string, number>(),
    numbers: new Numbers(),
  }));
  let isHead = true;
  eachRow(bytes, name, (cells, row) => {
    if (isHead) {
      isHead = false;
      return;
    }
    for (const { name: own, cell, codes, numbers } of found) {
      const text = (cells[cell] as string).trim();
      if (isMissing(text)) {
        numbers.push(Number.NaN);
        continue;
      }
      let code = codes.get(text);
      if (code === undefined) {
        code = codes.size;
        if (code === MOST_CATEGORIES)
          throw new InputError(
            `${name}, row ${row}: column "${own}" has more than ${MOST_CATEGORIES.toLocaleString("en")} different words; leave it out.`,
          );
        codes.set(text, code);
      }
      numbers.push(code);
    }
  });
  return found.map(({ name: own, codes, numbers }) => ({
    name: own,
    values: numbers.done(),
    categories: [...codes.keys()],
  }));
}
