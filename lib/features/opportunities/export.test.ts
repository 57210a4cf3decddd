import { expect, it } from "vitest";
import { opportunitiesCsv } from "./export.ts";
import { rankedWith } from "./testing/task.ts";

it("guards cells that a spreadsheet would take for a formula, and quotes what needs it", () => {
  const csv = opportunitiesCsv([
    rankedWith({ name: "=cmd|' /C calc'!A0", todayMethod: "+1", note: '@x, "y"\nz', hoursAYear: 100 }, 40),
  ]);
  const [header, line] = csv.split("\r\n") as [string, string];
  expect(header.split(",").slice(0, 4)).toEqual(["rank", "task", "chosen", "score"]);
  expect(line).toContain("1,'=cmd|' /C calc'!A0,false,16,Value 4 × feasibility 4 = 16.,forecast,,'+1,");
  // 100 h × 30 % × 40, and no cost of errors: an empty cell.
  expect(line).toContain(",,,100,,1200,,1200,");
  expect(csv).toContain(`,"'@x, ""y""\nz"`);
});
