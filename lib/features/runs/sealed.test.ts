import { describe, expect, it } from "vitest";
import { scopeName } from "./sealed.ts";

const folds = [
  { fold: 0, role: "selection" as const, cutoffIndex: 10 },
  { fold: 1, role: "test" as const, cutoffIndex: 17 },
];
const scopes = [
  { kind: "selection" as const },
  { kind: "test" as const },
  { kind: "fold" as const, fold: 0 },
  { kind: "fold" as const, fold: 1 },
];

describe("scopes of errors", () => {
  it("are what readers ask for, but for the untouched folds of a sealed run", () => {
    expect(scopes.map((scope) => scopeName(scope, { sealed: false, folds }))).toEqual([
      ...["selection", "test", "fold-0", "fold-1"],
    ]);
    expect(scopes.map((scope) => scopeName(scope, { sealed: true, folds }))).toEqual([
      ...["selection", "sealed-test", "fold-0", "sealed-fold-1"],
    ]);
  });
});
