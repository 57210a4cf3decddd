import { expect, it } from "vitest";
import { type Box, type Direction, neighbour } from "./move.ts";

// The poster at 1440: five columns, the middle one over two rows, the last row over all.
const NAMES = ["task", "use", "value", "collect", "sources", "offline", "not", "build", "features", "live"];
const box = (column: number, row: number, width = 1, height = 1): Box => ({
  left: column * 260,
  top: row * 330,
  width: width * 260,
  height: height * 330,
});
const POSTER = [
  box(0, 0),
  box(1, 0),
  box(2, 0, 1, 2),
  box(3, 0),
  box(4, 0),
  box(0, 1),
  box(1, 1),
  box(3, 1),
  box(4, 1),
  box(0, 2, 5, 0.4),
];

it.each<[string, Direction, string | null]>([
  ["task", "right", "use"],
  ["use", "right", "value"],
  ["value", "right", "collect"],
  ["not", "right", "value"],
  ["task", "down", "offline"],
  ["offline", "down", "live"],
  ["value", "down", "live"],
  ["live", "up", "value"],
  ["features", "up", "sources"],
  ["task", "left", null],
  ["live", "down", null],
])("from %s %s leads to %s", (from, direction, to) => {
  const index = neighbour(POSTER, NAMES.indexOf(from), direction);
  expect(index === null ? null : NAMES[index]).toBe(to);
});

it("walks a single column up and down", () => {
  const column = [box(0, 0), box(0, 1), box(0, 2)];
  expect(neighbour(column, 0, "down")).toBe(1);
  expect(neighbour(column, 2, "up")).toBe(1);
  expect(neighbour(column, 1, "left")).toBeNull();
});
