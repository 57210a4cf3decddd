import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, cellAt, gradesAfter, layoutBoard, type Point } from "./matrix-geometry.ts";

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function assertReadable(points: readonly Point[], width: number): void {
  const board = layoutBoard(points, width);
  expect(board.points.map(({ id }) => id).sort()).toEqual(points.map(({ id }) => id).sort());
  for (const [i, a] of board.points.entries()) {
    for (const b of board.points.slice(i + 1)) expect(overlaps(a, b), `${a.id} covers ${b.id}`).toBe(false);
    const point = points.find(({ id }) => id === a.id);
    const cell = board.cells.find(
      ({ value, feasibility }) => value === point?.value && feasibility === point.feasibility,
    );
    const room = cell ?? board.tray;
    expect(room && a.y >= room.y && a.y + a.height <= room.y + room.height).toBe(true);
    expect(a.x + a.width).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0));
    expect(Math.min(a.width, a.height)).toBeGreaterThanOrEqual(24);
  }
}

const many = (count: number, value: number | null, feasibility: number | null): Point[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${value}${feasibility}-${i}`, value, feasibility }));

describe("the board", () => {
  it.each([1000, 680, 358, 200])("covers nothing at %d px, however tasks are spread", (width) => {
    const grade = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
    const tasks = fc.array(fc.tuple(grade, grade), { maxLength: 60 });
    fc.assert(
      fc.property(tasks, (grades) =>
        assertReadable(
          grades.map(([value, feasibility], i) => ({ id: `t${i}`, value, feasibility })),
          width,
        ),
      ),
      { seed: 20261126, numRuns: 60 },
    );
  });

  it("has all names at 3 tasks, and at 20 that are spread", () => {
    expect(layoutBoard(many(3, 4, 4), 1000).points.every((point) => point.isLabelled)).toBe(true);
    const spread = [5, 4, 3, 2, 1].flatMap((value) => many(4, value, value));
    expect(layoutBoard(spread, 1000).points.every((point) => point.isLabelled)).toBe(true);
    expect(layoutBoard(many(20, 4, 4), 1000).points.some((point) => point.isLabelled)).toBe(false);
    expect(layoutBoard(many(1, 4, 4), 358).points[0]?.isLabelled).toBe(false);
  });

  it("finds the cell under a pointer", () => {
    const board = layoutBoard([], 1044);
    expect(cellAt(board, { x: 45, y: 1 })).toMatchObject({ value: 5, feasibility: 1 });
    expect(cellAt(board, { x: 1043, y: board.plotHeight - 1 })).toMatchObject({ value: 1, feasibility: 5 });
    expect(cellAt(board, { x: 10, y: 10 })).toBeNull();
    expect(cellAt(board, { x: 500, y: board.plotHeight + 1 })).toBeNull();
  });

  it("moves by arrow keys and stays within", () => {
    const at = (value: number | null, feasibility: number | null) => ({ value, feasibility });
    expect(gradesAfter("ArrowUp", at(3, 3))).toEqual(at(4, 3));
    expect(gradesAfter("ArrowRight", at(3, 5))).toEqual(at(3, 5));
    expect(gradesAfter("ArrowDown", at(1, 2))).toEqual(at(1, 2));
    expect(gradesAfter("ArrowLeft", at(null, 2))).toEqual(at(3, 2));
    expect(gradesAfter("a", at(3, 3))).toBeNull();
  });
});
