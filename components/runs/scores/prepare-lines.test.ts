import { describe, expect, it } from "vitest";
import { prepareLines } from "./prepare-lines.ts";

const size = { width: 600, height: 200 };

describe("lines over the steps ahead", () => {
  it("go from the first part to the last, and a gap is a gap", () => {
    const { paths, left, right } = prepareLines({
      parts: ["1", "2", "3"],
      values: [
        [1, 2],
        [2, null],
        [3, 4],
      ],
      ...size,
    });
    expect(paths[0]?.startsWith(`M${left.toFixed(1)} `)).toBe(true);
    expect(paths[0]).toContain(`L${right.toFixed(1)} `);
    expect(paths[1]?.match(/M/g)).toHaveLength(2);
    expect(paths[1]).not.toContain("L");
  });

  it("start at zero, or below it where a value is", () => {
    const ticks = (values: number[]) =>
      prepareLines({ parts: ["1", "2"], values: values.map((value) => [value]), ...size }).yTicks.map(
        ({ value }) => value,
      );
    expect(ticks([3, 4])[0]).toBe(0);
    expect(ticks([-3, 4])[0]).toBeLessThanOrEqual(-3);
  });

  it("keep their names apart and above the axis", () => {
    const { labels, bottom } = prepareLines({
      parts: ["1", "2"],
      values: [
        [1, 1, 1, 1],
        [0, 0.001, 0.002, 0.003],
      ],
      ...size,
    });
    const ys = labels.map(({ y }) => y);
    ys.slice(1).forEach((y, i) => {
      expect(y - (ys[i] as number)).toBeGreaterThanOrEqual(13.9);
    });
    expect(Math.max(...ys)).toBeLessThanOrEqual(bottom + 4);
  });

  it("have nothing to draw without a value", () => {
    const { paths, labels } = prepareLines({ parts: ["1"], values: [[null]], ...size });
    expect(paths).toEqual([null]);
    expect(labels).toEqual([]);
  });
});
