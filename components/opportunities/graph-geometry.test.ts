import { describe, expect, it } from "vitest";
import { layoutProcess } from "#lib/features/opportunities/index.ts";
import { type Drawing, drawProcess, neighbourOf } from "./graph-geometry.ts";

const tasks = (ids: string) => [...ids].map((id) => ({ id }));
const links = (text: string) =>
  text.split(" ").map((pair) => ({ id: pair, fromId: pair[0] as string, toId: pair[1] as string }));
const draw = (ids: string, pairs: string, room: number): Drawing =>
  drawProcess(layoutProcess(tasks(ids), links(pairs)), links(pairs), room);

// Five columns, a fan in, a fan out, a link that skips two columns, and a way back.
const IDS = "abcdefgh";
const PAIRS = "ad bd cd de df eg fg ag gh ha";

describe("the drawing", () => {
  it.each([1100, 800, 358])("keeps tasks apart and inside at %d px", (room) => {
    const { tasks: spots, node, width, height } = draw(IDS, PAIRS, room);
    const all = [...spots.values()];
    for (const [i, a] of all.entries()) {
      expect(a.x + node.width).toBeLessThanOrEqual(width);
      expect(a.y + node.height).toBeLessThanOrEqual(height);
      for (const b of all.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) >= node.width || Math.abs(a.y - b.y) >= node.height;
        expect(apart).toBe(true);
      }
    }
  });

  it("keeps words of links apart and off the tasks, where there is room for words", () => {
    const { links: drawn, label, tasks: spots, node } = draw(IDS, PAIRS, 1100);
    for (const [i, a] of drawn.entries()) {
      for (const b of drawn.slice(i + 1)) {
        const apart =
          Math.abs(a.label.x - b.label.x) >= label.width ||
          Math.abs(a.label.y - b.label.y) >= label.height - 8;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
      if (a.isBack) continue;
      for (const spot of spots.values()) {
        const off =
          a.label.x + label.width / 2 <= spot.x || a.label.x - label.width / 2 >= spot.x + node.width;
        expect(off, a.id).toBe(true);
      }
    }
  });

  it("draws each link once, the way back apart", () => {
    const { links: drawn } = draw(IDS, PAIRS, 1100);
    expect(drawn.map(({ id }) => id)).toEqual(PAIRS.split(" "));
    expect(drawn.filter(({ isBack }) => isBack).map(({ id }) => id)).toEqual(["ha"]);
  });

  it("goes by arrow keys to what is next", () => {
    const drawing = draw("abcd", "ac bc cd", 1100);
    expect(neighbourOf(drawing, "a", "ArrowRight")).toBe("c");
    expect(neighbourOf(drawing, "a", "ArrowDown")).toBe("b");
    expect(neighbourOf(drawing, "d", "ArrowLeft")).toBe("c");
    expect(neighbourOf(drawing, "d", "ArrowRight")).toBeNull();
    expect(neighbourOf(drawing, "a", "x")).toBeNull();
  });
});
