import { describe, expect, it } from "vitest";
import { byDay } from "./index.ts";
import { linkOf } from "./link.ts";

describe("the feed's days", () => {
  it("keep the order and hold what belongs to them, in whatever zone the reader is", () => {
    const at = [30, 23, 22, 1].map((hours) => ({ at: hours * 3_600_000 }));
    const dayIn = (offset: number) => (ms: number) => `day ${Math.floor((ms / 3_600_000 + offset) / 24)}`;
    expect(byDay(at, dayIn(0)).map(({ day, happenings }) => [day, happenings.length])).toEqual([
      ["day 1", 1],
      ["day 0", 3],
    ]);
    expect(byDay(at, dayIn(2)).map(({ day, happenings }) => [day, happenings.length])).toEqual([
      ["day 1", 3],
      ["day 0", 1],
    ]);
    expect(byDay([], dayIn(0))).toEqual([]);
  });
});

describe("an entry leads", () => {
  const to = (action: string, ref: string, detail: Record<string, unknown>, isThere = true) =>
    linkOf({ action, ref, detail }, { isThere })?.path;

  it.each([
    ["comment.added", "c", { block: "decisions", thread: "t" }, "canvas?comments=decisions&thread=t"],
    ["canvas.edited", "p", { blocks: ["data_sources", "decisions"] }, "canvas#data_sources-title"],
    ["canvas.edited", "p", {}, "canvas"],
    ["canvas.block_agreed", "decisions", { block: "decisions" }, "canvas#decisions-title"],
    ["canvas.snapshot_named", "3", { number: 3 }, "canvas/versions?from=3&to=now"],
    ["canvas.snapshot_named", "3&to=//evil.example", {}, "canvas"],
    ["canvas.restored", "p", { number: 3 }, "canvas/versions"],
    ["canvas.edited", "p", { blocks: ["//evil.example", 7] }, "canvas"],
  ])("from %s of %s with %j to %s", (action, ref, detail, path) => {
    expect(to(action, ref, detail)).toBe(path);
  });

  it("to the block where the comment is gone", () => {
    expect(to("comment.added", "c", { block: "decisions", thread: "t" }, false)).toBe(
      "canvas#decisions-title",
    );
  });
});
