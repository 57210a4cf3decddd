import { Table, Td, Th } from "#components/ui/table.tsx";
import { isWide, type Recipe, TIME_FORMAT_WORDS } from "#lib/features/datasets/index.ts";
import { rollUpWords } from "./roll-up-words.ts";
import { frequencyWords } from "./words.ts";

const ROLE_WORDS: Record<Recipe["columns"][number]["role"], string> = {
  series: "names the series",
  time: "time",
  target: "target",
  covariate: "covariate",
  today: "today's forecast",
  period: "a period of its own",
  ignore: "left out",
};
const AVAILABILITY_WORDS = {
  past_only: "known afterwards only",
  known_ahead: "known ahead",
  static: "constant for a series",
} as const;
const THOUSANDS_WORDS = {
  other: "the other mark",
  space: "a space",
  apostrophe: "an apostrophe",
} as const;
const DELIMITER_WORDS = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

/** How the raw file became this version; enough to make it again. */
export function RecipeFacts({ recipe }: { recipe: Recipe }) {
  return (
    <>
      <p className="text-ink2 max-w-[75ch] mb-2">
        Columns separated by a {DELIMITER_WORDS[recipe.delimiter]}, decimal {recipe.decimalMark}
        {recipe.thousandsMark === "none" ? "" : `, thousands by ${THOUSANDS_WORDS[recipe.thousandsMark]}`}
        {recipe.encoding === "utf-8" ? "" : `, written in ${recipe.encoding}`}
        {recipe.missingWords.length === 0 ? "" : `, ${recipe.missingWords.join(", ")} for not known`}, times
        written as {TIME_FORMAT_WORDS[recipe.timeFormat]}
        {recipe.timeZone === null
          ? ""
          : `, on the clocks of ${recipe.timeZone.name} and kept ${recipe.timeZone.as === "utc" ? "in UTC" : "as these show them"}`}
        {`; an empty target ${recipe.blankTarget === "refuse" ? "refuses the file" : "means not known"}; frequency ${recipe.frequency ? frequencyWords(recipe.frequency) : "as the times show"}.`}
        {recipe.sheet === null ? "" : ` Sheet “${recipe.sheet}” of the workbook.`}
        {isWide(recipe) ? " A column a period: times stand in the header." : ""}
        {recipe.rollUp === null ? "" : ` Rows are rolled up: ${rollUpWords(recipe.rollUp)}.`}
      </p>
      <Table label="Roles of the columns">
        <thead>
          <tr>
            <Th>Column</Th>
            <Th>Role</Th>
            <Th>Of a covariate</Th>
          </tr>
        </thead>
        <tbody>
          {recipe.columns.map((column) => (
            <tr key={column.name}>
              <Td className="font-semibold [overflow-wrap:anywhere]">{column.name}</Td>
              <Td>{ROLE_WORDS[column.role]}</Td>
              <Td className="text-ink2">
                {column.role === "covariate"
                  ? `${AVAILABILITY_WORDS[column.availability]}, ${column.kind === "numeric" ? "number" : "category"}`
                  : "–"}
                {column.unit === null ? null : `, unit ${column.unit}`}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
