import { expect, it } from "vitest";
import { glyphBytes } from "./glyph-bytes.ts";

it("writes a glyph as the OpenType specification lays it out", () => {
  // A triangle: the way back to the first point closes by itself.
  const triangle = {
    commands: [
      { command: "moveTo", args: [0, 0] },
      { command: "lineTo", args: [300, 0.4] },
      { command: "quadraticCurveTo", args: [310, 20, 0, 40] },
      { command: "lineTo", args: [0, 0] },
      { command: "closePath", args: [] },
    ],
  };
  // One contour; box 0, 0, 310, 40; it ends at point 3; no instructions; flags; x: 0 (same), 300, +10, −310; y: same, same, +20, +20.
  expect([...glyphBytes(triangle)]).toEqual([
    ...[0, 1, 0, 0, 0, 0, 1, 54, 0, 40, 0, 3, 0, 0],
    ...[1 | 16 | 32, 1 | 32, 2 | 16 | 4 | 32, 1 | 4 | 32],
    ...[1, 44, 10, 0xfe, 0xca],
    ...[20, 20],
    ...[0, 0, 0],
  ]);
});

it("is nothing for a space", () => {
  expect(glyphBytes({ commands: [] })).toHaveLength(0);
});
