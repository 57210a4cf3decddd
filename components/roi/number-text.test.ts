import { expect, it } from "vitest";
import { numberOf, textOf } from "./number-text.ts";

it.each([
  ["", null],
  ["  ", null],
  ["0", 0],
  ["12500", 12_500],
  ["12,500", 12_500],
  ["1,234,567.89", 1_234_567.89],
  ["12 500", 12_500],
  ["0.54", 0.54],
  [".5", 0.5],
  ["-3", -3],
  ["−3", -3],
])("%j is %j", (text, value) => {
  expect(numberOf(text)).toEqual({ ok: true, value });
});

it.each([
  "12,5",
  "1,23",
  "1e309",
  "NaN",
  "Infinity",
  "0x10",
  "1.2.3",
  "abc",
  "1,2345",
  "--1",
  "9".repeat(31),
])("%j is refused", (text) => {
  expect(numberOf(text)).toMatchObject({ ok: false });
});

it("what is shown is read back as the same number", () => {
  for (const value of [null, 0, 0.1, 12_500, 1_234_567.89]) {
    expect(numberOf(textOf(value))).toEqual({ ok: true, value });
  }
});
