import { expect, it } from "vitest";
import { relatedTo } from "#lib/features/datasets/index.ts";
import { lineageOf, type RunOrigin } from "./graph-of.ts";

const file = (name: string) => ({ digest: name.padEnd(64, "0"), fileName: `${name}.csv`, sizeBytes: 1 });
const version = (number: number, raw: string[], recipeKey: string, isDeleted = false) => ({
  ...{ id: `v${number}`, number, createdAt: 0, isDeleted, recipeKey, columns: 3, rows: 1_000, series: 2 },
  raw: raw.map(file),
});
const run = (number: number, versionId: string, change: Partial<RunOrigin> = {}): RunOrigin => ({
  ...{ number, versionId, status: "succeeded", question: "", first: { model: "theta", wape: 0.1234 } },
  ...change,
});

it("puts shared files and recipes once, says what is gone, and marks what was adopted", () => {
  const graph = lineageOf(
    [version(3, ["a", "b"], "s"), version(2, ["a"], "s"), version(1, ["old"], "r", true)],
    [run(9, "v3"), run(8, "v2", { status: "failed", first: null }), run(7, "elsewhere")],
    [{ runNumber: 9, model: "theta" }],
  );
  const of = (id: string) => graph.nodes.find((node) => node.id === id);
  expect(graph.nodes.filter((node) => node.column === "raw").map((node) => node.title)).toEqual([
    "a.csv",
    "b.csv",
    "old.csv",
  ]);
  expect(graph.nodes.filter((node) => node.column === "recipe")).toHaveLength(2);
  expect(of("version:1")).toMatchObject({ state: "deleted", detail: "data deleted" });
  expect(graph.nodes.find((node) => node.title === "old.csv")).toMatchObject({
    path: "data/v1",
    state: "deleted",
  });
  expect(of("run:8")).toMatchObject({ state: "failed", detail: "failed" });
  expect(of("run:7")).toBeUndefined();
  expect(of("model:9-theta")).toMatchObject({ state: "chosen", detail: "WAPE 12.3 %, adopted" });
  // From the model back to its two files, and to nothing of the version beside it.
  const way = [...relatedTo(graph, "model:9-theta")];
  expect(way).toEqual(expect.arrayContaining(["run:9", "version:3", "recipe:2"]));
  expect(way.filter((id) => id.startsWith("raw:"))).toHaveLength(2);
  expect(way).not.toContain("version:2");
});
