import { quoted } from "../numbers.ts";
import { ENCODINGS } from "../recipe-words.ts";
import { parseTime, type TimeFormat } from "../times.ts";
import type { Question } from "../understanding.ts";
import type { MeasuredColumn } from "./facts.ts";

const TIME_ANSWERS: Partial<Record<TimeFormat, string>> = {
  day_first: "The day",
  month_first: "The month",
  day_first_short: "The day, and the year last",
  month_first_short: "The month, and the year last",
  year_first_short: "The year",
  excel_serial: "Excel's numbers of days",
  integer: "Positions that count the periods",
};

export function timeQuestion(
  column: string,
  texts: readonly string[],
  choices: readonly TimeFormat[],
): Question {
  const [first, second] = choices as [TimeFormat, TimeFormat];
  const example = texts.find((text) => parseTime(text, first) !== parseTime(text, second)) ?? texts[0] ?? "";
  return {
    about: "timeFormat",
    column,
    text: choices.includes("excel_serial")
      ? `The times in this column are numbers, such as ${quoted(example)}. What are they?`
      : `Every time reads more than one way, such as ${quoted(example)}. What stands first?`,
    choices: [...choices],
    labels: choices.map((choice) => TIME_ANSWERS[choice] ?? choice),
    words: [],
  };
}

/** A number of which nothing tells whether its mark is the decimal one. */
export function markQuestion(column: MeasuredColumn): Question {
  const example =
    column.commaExample ?? column.examples.find((text) => text.includes(".")) ?? column.examples[0] ?? "";
  const mark = example.includes(",") ? "comma" : "point";
  const name = mark === "comma" ? "comma" : "point";
  return {
    about: "decimalMark",
    column: column.name,
    text: `Every number with a ${name} in this column reads two ways, such as ${quoted(example)}. Is the ${name} the decimal mark, or does it separate thousands?`,
    choices: mark === "comma" ? ["comma", "point"] : ["point", "comma"],
    labels: ["The decimal mark", "It separates thousands"],
    words: [],
  };
}

/** The same bytes as each encoding reads them: a person sees which one is right. */
export function encodingQuestion(sample: Uint8Array): Question {
  const choices = ENCODINGS.filter((encoding) => encoding !== "utf-8");
  return {
    about: "encoding",
    column: "",
    text: "This text is not Unicode (UTF-8), and no file of the older kind says in which alphabet it was written. Which of these reads right?",
    choices,
    labels: choices.map(
      (encoding) =>
        `${quoted(new TextDecoder(encoding).decode(sample).trim())} (${encoding.replace("windows", "Windows")})`,
    ),
    words: [],
  };
}

export function wordsQuestion(columns: readonly MeasuredColumn[], words: readonly string[]): Question {
  const column = columns.find((each) => each.missingWords.length > 0);
  const shown = words.slice(0, 5).map(quoted).join(", ");
  return {
    about: "missingWords",
    column: column?.name ?? "",
    text: `Among the numbers stands ${shown}. Does it mean that a value is not known?`,
    choices: ["not_known", "mistake"],
    labels: ["Yes, not known (never zero)", "No, refuse such rows"],
    words: [...words],
  };
}

export function sheetQuestion(sheets: readonly string[]): Question {
  return {
    about: "sheet",
    column: "",
    text: "The workbook has several sheets. Which one holds the data? The columns below are those of the first.",
    choices: [...sheets],
    labels: [...sheets],
    words: [],
  };
}

/** Rows that are single sales: by which period are they to be added up? */
export function salesQuestion(
  column: string,
  { repeats, rows }: { repeats: number; rows: number },
): Question {
  const sign =
    repeats > 0
      ? `${repeats.toLocaleString("en")} of the first ${rows.toLocaleString("en")} rows stand at a time at which their series has another row`
      : "The times follow no regular rhythm";
  return {
    about: "rollUp",
    column,
    text: `${sign}, as single sales do. Add them up to one value a period? Negative rows (returns) are left out, a period without a sale is then 0, and a first or last period that the data do not cover is left out; each can be changed below.`,
    choices: ["D", "W", "M", "none"],
    labels: ["By day", "By week", "By month", "No, a row is a value"],
    words: [],
  };
}
