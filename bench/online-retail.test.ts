import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { answered } from "#lib/features/datasets/index.ts";
import { splitRecord } from "#lib/features/datasets/reading/header.ts";
import { readHostile } from "#lib/features/datasets/reading/testing.ts";
import { dataFile } from "./load.ts";

const file = dataFile("online_retail_transactions.csv.gz");
const DAY_MS = 86_400_000;

/** Units sold by product and week that starts on a Monday, added up line by line. */
function plainSums(text: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of text.trimEnd().split("\n").slice(1)) {
    const fields = splitRecord(line, ",");
    const units = Number(fields[3]);
    if (units < 0) continue;
    const day = Date.parse((fields[4] as string).slice(0, 10));
    const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
    const key = `${fields[1]} | ${new Date(monday).toISOString().slice(0, 10)}`;
    sums.set(key, (sums.get(key) ?? 0) + units);
  }
  return sums;
}

// UCI Online Retail (Chen 2012): 541,909 invoice lines from Wednesday 2010-12-01 to Friday 2011-12-09.
it.skipIf(file === null)("the raw invoices become weekly demand of products by one answer", async () => {
  const bytes = readFileSync(file as string);
  const read = await readHostile(bytes, {
    change: (draft) => {
      const roles = Object.fromEntries(draft.columns.map((column) => [column.name, column.role]));
      expect(roles).toMatchObject({
        StockCode: "series",
        InvoiceDate: "time",
        Quantity: "target",
        UnitPrice: "covariate",
        CustomerID: "ignore",
      });
      return answered(
        draft,
        { about: "rollUp", column: "", text: "", choices: [], labels: [], words: [] },
        "W",
      );
    },
  });
  expect(read.refused).toBeNull();
  expect(read.questions.map((question) => question.about)).toEqual(["rollUp"]);
  expect(read.rollUp).toMatchObject({
    rowsBefore: 541_909,
    returnRows: 10_624,
    periodsLeftOut: [Date.UTC(2010, 10, 29), Date.UTC(2011, 11, 5)],
  });
  const sums = plainSums(gunzipSync(bytes).toString("utf8"));
  let sold = 0;
  for (const row of read.rows) {
    const [id, week, units] = row.split(" | ");
    const expected = sums.get(`${id} | ${week}`);
    if (Number(units) !== (expected ?? 0)) throw new Error(`${row}, but the lines add up to ${expected}`);
    if (expected !== undefined) sold += 1;
  }
  const whole = [...sums.keys()].filter((key) => !/2010-11-29$|2011-12-05$/.test(key));
  expect(sold).toBe(whole.length);
});
