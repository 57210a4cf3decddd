import { expect, it } from "vitest";
import type { RecipeDraft } from "../recipe.ts";
import { readHostile } from "./testing.ts";

const csv = (...times: string[]) => `id,ds,y\n${times.map((time, i) => `a,${time},${i}`).join("\n")}\n`;
const inZone =
  (name: string, as: "local" | "utc") =>
  (proposal: RecipeDraft): RecipeDraft => ({ ...proposal, timeZone: { name, as } });
const read = (file: string, as: "local" | "utc") =>
  readHostile(file, { change: inZone("Europe/Berlin", as) });
const problems = async (file: string, as: "local" | "utc") =>
  (await read(file, as)).refused?.problems.map(({ row, column, message }) => [row, column, message]);

// Clocks of Berlin went from 02:00 to 03:00 on 31 March 2024, and from 03:00 back to 02:00 on 27 October.
const SPRING = csv("2024-03-31 01:00", "2024-03-31 02:00", "2024-03-31 03:00");
const AUTUMN = csv("2024-10-27 01:00", "2024-10-27 02:00", "2024-10-27 03:00");

it("the hour that daylight saving skips is told with its row, however times are kept", async () => {
  for (const as of ["local", "utc"] as const) {
    expect(await problems(SPRING, as)).toEqual([
      [
        3,
        "ds",
        expect.stringContaining("“2024-03-31 02:00” is in the hour that the clocks of Europe/Berlin skipped"),
      ],
    ]);
  }
});

it("the hour that it repeats stands as the clocks show it, and is asked about where UTC is kept", async () => {
  expect((await read(AUTUMN, "local")).rows).toHaveLength(3);
  expect(await problems(AUTUMN, "utc")).toEqual([
    [3, "ds", expect.stringContaining("came twice on the clocks of Europe/Berlin, at +02:00 and at +01:00")],
  ]);
});

it("times with and without an offset stand on one clock, and a repeated hour is never one row less", async () => {
  const mixed = csv("2024-07-01T22:00:00Z", "2024-07-02T01:00", "2024-07-02T01:00:00+01:00");
  expect((await read(mixed, "local")).rows).toEqual([
    "a | 2024-07-02 | 0",
    "a | 2024-07-02T01:00:00Z | 1",
    "a | 2024-07-02T02:00:00Z | 2",
  ]);
  expect((await read(mixed, "utc")).rows).toEqual([
    "a | 2024-07-01T22:00:00Z | 0",
    "a | 2024-07-01T23:00:00Z | 1",
    "a | 2024-07-02 | 2",
  ]);
  // Without a zone they are refused, with the row and the way out.
  const refused = (await readHostile(mixed)).refused?.problems[0];
  expect(refused).toMatchObject({
    row: 3,
    column: "ds",
    message: expect.stringContaining("Choose the time zone"),
  });
  const twice = csv("2024-10-27T01:00:00+02:00", "2024-10-27T02:00:00+02:00", "2024-10-27T02:00:00+01:00");
  expect((await read(twice, "utc")).rows).toHaveLength(3);
  expect(await problems(twice, "local")).toEqual([[4, "ds", expect.stringContaining("already in row 3")]]);
});

it("days and months have no place", async () => {
  const days = csv("2024-03-30", "2024-03-31", "2024-04-01");
  expect((await readHostile(days, { change: inZone("America/Sao_Paulo", "utc") })).rows).toEqual(
    (await readHostile(days)).rows,
  );
});
