import type { DataProblem } from "./problems.ts";
import type { Profile, SeriesSummary } from "./profile.ts";
import { columnsWith, type RecipeDraft } from "./recipe.ts";
import { type RollUpFrequency, salesBy } from "./roll-up.ts";
import type { TimeFormat } from "./times.ts";

/** What stands in one column of a file, before it has a role. */
export interface ColumnFacts {
  name: string;
  examples: string[];
  filled: number;
  blanks: number;
  /** An estimate past ten thousand. */
  distinct: number;
  pointNumbers: number;
  /** Numbers in which a comma stands as a decimal mark might. */
  commaNumbers: number;
  commaExample: string | null;
  /** Formats that read the first texts of the column. */
  timeFormats: TimeFormat[];
  /** Stands beside nearly every number of the column. */
  unit: string | null;
  /** Texts among its numbers that may mean “not known”. */
  missingWords: string[];
}

/** Something that the data cannot decide; asked, never guessed. */
export interface Question {
  about: "timeFormat" | "decimalMark" | "encoding" | "sheet" | "rollUp" | "missingWords";
  /** Empty when it is about the whole file. */
  column: string;
  text: string;
  choices: string[];
  /** The choices in words for people, in the same order. */
  labels: string[];
  /** What a question about words is about. */
  words: string[];
}

export interface FileFacts {
  name: string;
  sizeBytes: number;
  digest: string;
  rows: number;
  /** In words. */
  encoding: string;
  format: "csv" | "json_lines" | "parquet" | "xlsx";
  /** Sheets of a workbook that people see. */
  sheets: string[];
}

export interface Inspection {
  file: FileFacts;
  columns: ColumnFacts[];
  proposal: RecipeDraft;
  questions: Question[];
}

/** One series in full, for the plot before accepting. Times and values are aligned; null is a period without a value. */
export interface SeriesValues {
  id: string;
  times: number[];
  values: (number | null)[];
}

/** What a recipe makes of a file, before anything is stored. */
export interface Preview {
  /** What stands in the way, with row and column; empty when the version can be accepted. */
  problems: DataProblem[];
  problemCount: number;
  profile: Profile | null;
  summary: SeriesSummary | null;
  sample: SeriesValues[];
}

/** Lines of the answer while a file is being understood or stored, one JSON a line. */
export type StreamLine<T> =
  | { stage: string; share?: number }
  | { done: T }
  | {
      problem: { code: string; detail: string; status: number };
      problems: DataProblem[];
      problemCount: number;
    };

export interface Understanding {
  inspection: Inspection | null;
  preview: Preview | null;
}

/** True while the draft does not answer the question. */
export function isOpen(question: Question, recipe: RecipeDraft): boolean {
  if (question.about !== "missingWords") return recipe[question.about] === null;
  return question.words.some((word) => !recipe.missingWords.includes(word));
}

/** The draft with a question answered by one of its choices. */
export function answered(recipe: RecipeDraft, question: Question, choice: string): RecipeDraft {
  if (question.about === "rollUp")
    return { ...recipe, rollUp: choice === "none" ? null : salesBy(choice as RollUpFrequency) };
  if (question.about !== "missingWords") return { ...recipe, [question.about]: choice };
  if (choice !== "not_known") return recipe;
  const values = [...columnsWith(recipe, "target"), ...columnsWith(recipe, "period")];
  const isTarget = values.some((column) => column.name === question.column);
  return {
    ...recipe,
    missingWords: [...new Set([...recipe.missingWords, ...question.words])],
    ...(isTarget ? { blankTarget: "missing" as const } : {}),
  };
}
