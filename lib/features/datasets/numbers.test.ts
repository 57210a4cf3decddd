import { describe, expect, it } from "vitest";
import { keepsDigits, type NumberStyle, numberPattern, plainNumber, unitOf } from "./numbers.ts";

const POINT: NumberStyle = { decimalMark: "point", thousandsMark: "none" };
const read = (text: string, style: NumberStyle) =>
  new RegExp(`^(${numberPattern(style)})$`).test(text) ? Number(plainNumber(text, style)) : null;

describe("a style reads", () => {
  it.each<[string, Partial<NumberStyle>, number | null]>([
    ["12.5", {}, 12.5],
    ["12,5", {}, null],
    ["1.234,56", { decimalMark: "comma", thousandsMark: "other" }, 1234.56],
    ["1.234", { decimalMark: "comma", thousandsMark: "other" }, 1234],
    ["1.23", { decimalMark: "comma", thousandsMark: "other" }, null],
    ["1.2345", { decimalMark: "comma", thousandsMark: "other" }, null],
    ["12.34.567", { decimalMark: "comma", thousandsMark: "other" }, null],
    ["-1,234,567.8", { thousandsMark: "other" }, -1_234_567.8],
    ["1234,567", { thousandsMark: "other" }, null],
    ["1\u00a0234,5", { decimalMark: "comma", thousandsMark: "space" }, 1234.5],
    ["1\u202f234", { thousandsMark: "space" }, 1234],
    ["1 23", { thousandsMark: "space" }, null],
    ["1'234.5", { thousandsMark: "apostrophe" }, 1234.5],
    ["€ 12.5", { unit: "€" }, 12.5],
    ["-€12", { unit: "€" }, -12],
    ["€-12", { unit: "€" }, -12],
    ["-€-12", { unit: "€" }, null],
    ["1€2", { unit: "€" }, null],
    ["12", { unit: "€" }, null],
    ["12\u00a0%", { unit: "%" }, 12],
    ["$1,234.5", { unit: "$", thousandsMark: "other" }, 1234.5],
    ["EUR 1e3", { unit: "EUR" }, 1000],
  ])("%j with %j as %j", (text, style, value) => {
    expect(read(text, { ...POINT, ...style })).toBe(value);
  });
});

describe("keepsDigits", () => {
  // 2^53 + 1 has no double; the digits of 0.1's double are IEEE 754's (…000005551115…).
  it.each([
    ["0.1", true],
    ["-0", true],
    ["000", true],
    ["123456789012345", true],
    ["9007199254740992", true],
    ["9007199254740993", false],
    ["9007199254740994", true],
    ["0.30000000000000004", true],
    ["0.10000000000000001", true],
    ["1.000000000000000056e-01", true],
    ["1.000000000000000057e-01", false],
    ["123456789.123456789", false],
    ["100000000000000000000", true],
    ["1e-400", false],
    ["1e309", false],
    ["5e-324", true],
    ["1.23456789e-320", false],
    ["0.000", true],
    [".5", true],
    ["4.", true],
    ["00012.50", true],
    [`1.${"0".repeat(200)}1`, false],
  ])("%s: %s", (text, kept) => {
    expect(keepsDigits(text)).toBe(kept);
  });
});

it.each([
  ["€ 12.50", "€"],
  ["12,50 €", "€"],
  ["USD 12", "USD"],
  ["-$5", "$"],
  ["5%", "%"],
  ["12 kg", "kg"],
  ["1e5", null],
  ["12e", null],
  ["n1", null],
  ["85123A", null],
  ["hello", null],
  ["2024-01-01", null],
])("the unit of %j is %j", (text, unit) => {
  expect(unitOf(text)).toBe(unit);
});
