import { describe, expect, it } from "vitest";
import { niceStep, prepareLoss } from "./prepare-loss.ts";

const SIZE = { width: 600, height: 168 };

describe("niceStep", () => {
  it.each([
    [1, 4, 0.5],
    [0.4, 4, 0.1],
    [0.36, 4, 0.1],
    [70, 4, 20],
    [0, 4, 1],
  ])("cuts %s into at most %s parts of %s", (span, most, step) => {
    expect(niceStep(span, most)).toBeCloseTo(step, 12);
  });
});

describe("prepareLoss", () => {
  it("keeps the curve inside the frame and the labels 13 px apart", () => {
    const points = [
      [1, 0.9, null],
      [10, 0.5, 0.52],
      [20, 0.45, 0.451],
    ] as const;
    const chart = prepareLoss({ title: "fold 1", totalSteps: 40, points }, SIZE);
    const ys = [...chart.training.matchAll(/ ([\d.]+)/g)].map((match) => Number(match[1]));
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...ys)).toBeLessThanOrEqual(SIZE.height - 24);
    const [a, b] = chart.labels;
    expect((b?.y ?? 0) - (a?.y ?? 0)).toBeGreaterThanOrEqual(13);
    expect(chart.labels.map((label) => label.text)).toEqual(["validation 0.451", "training 0.450"]);
  });

  it("draws nothing for what is not known, instead of a zero", () => {
    const points = [
      [1, Number.NaN, null],
      [2, 0.5, null],
    ] as const;
    const chart = prepareLoss({ title: "", totalSteps: 10, points }, SIZE);
    expect(chart.validation).toBeNull();
    expect(chart.training).toMatch(/^M[\d.]+ [\d.]+$/);
    expect(chart.labels).toHaveLength(1);
  });
});
