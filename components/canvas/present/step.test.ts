import { describe, expect, it } from "vitest";
import { stepFor, swipeOf } from "./step.ts";

describe("stepping through slides", () => {
  it.each([
    ["ArrowRight", 3, 4],
    [" ", 3, 4],
    ["PageDown", 9, 9],
    ["ArrowLeft", 3, 2],
    ["PageUp", 0, 0],
    ["Home", 7, 0],
    ["End", 2, 9],
    ["ArrowDown", 2, null],
    ["x", 2, null],
  ])("%s at %i leads to %s", (key, at, to) => {
    expect(stepFor(key, at, 10)).toBe(to);
  });

  it.each([
    [-80, 10, 1],
    [80, -10, -1],
    [-40, 0, 0],
    [-80, 70, 0],
  ])("a finger that goes %i, %i means %i", (dx, dy, means) => {
    expect(swipeOf(dx, dy)).toBe(means);
  });
});
