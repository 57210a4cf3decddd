import { AppError } from "#lib/platform/errors.ts";

/** One thing that is wrong with a file. `row` is the line in the file, the header being row 1. */
export interface DataProblem {
  row: number | null;
  column: string | null;
  /** Named when rows come from several files. */
  file?: string;
  /** A full sentence, with a way out. */
  message: string;
}

/** At most this many are listed; `total` counts them all. */
export const PROBLEMS_LISTED = 20;

function describeProblem(problem: DataProblem): string {
  const file = problem.file === undefined ? "" : ` of ${problem.file}`;
  const row = problem.row === null ? "" : `Row ${problem.row.toLocaleString("en")}${file}`;
  const column = problem.column === null ? "" : `${row ? ", column" : "Column"} ${problem.column}`;
  return row || column ? `${row}${column}: ${problem.message}` : problem.message;
}

/** The data are refused as a whole; nothing of them was stored as a version. */
export class DataRefused extends AppError {
  readonly problems: readonly DataProblem[];
  readonly total: number;

  constructor(problems: readonly DataProblem[], total: number = problems.length) {
    const first = problems[0] ?? { row: null, column: null, message: "The data cannot be read." };
    const more =
      total > 1
        ? ` There ${total === 2 ? "is one more problem" : `are ${(total - 1).toLocaleString("en")} more problems`} like this.`
        : "";
    super("data_refused", {
      detail: `${describeProblem(first)}${more} Nothing was stored.`,
      ...(first.row === null ? {} : { row: first.row }),
      ...(first.column === null ? {} : { column: first.column }),
      problems: problems.slice(0, PROBLEMS_LISTED),
      problemCount: total,
    });
    this.problems = problems.slice(0, PROBLEMS_LISTED);
    this.total = total;
  }
}

/** Collects problems of one pass over a file and refuses at its end. */
export class ProblemList {
  readonly listed: DataProblem[] = [];
  total = 0;

  add(problem: DataProblem): void {
    this.total += 1;
    if (this.listed.length < PROBLEMS_LISTED) this.listed.push(problem);
  }

  /** Problems of which only some were fetched: `total` of them exist. */
  addSome(problems: readonly DataProblem[], total: number): void {
    for (const problem of problems) if (this.listed.length < PROBLEMS_LISTED) this.listed.push(problem);
    this.total += total;
  }

  throwIfAny(): void {
    if (this.total > 0)
      throw new DataRefused(
        [...this.listed].sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
        this.total,
      );
  }
}
