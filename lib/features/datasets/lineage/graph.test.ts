import { describe, expect, it } from "vitest";
import { type LineageColumn, type LineageGraph, layoutLineage, NODE, relatedTo } from "./graph.ts";

const node = (id: string) => ({
  id,
  column: id.split(":")[0] as LineageColumn,
  title: id,
  detail: "",
  path: "",
  state: "normal" as const,
});
/** Two versions of one recipe, the second of both files; two runs of the first, one of the second. */
const GRAPH: LineageGraph = {
  nodes: ["version:2", "version:1", "recipe:r", "raw:a", "raw:b", "run:3", "run:2", "run:1", "model:1"].map(
    node,
  ),
  edges: [
    { from: "raw:a", to: "recipe:r", versions: ["version:1", "version:2"] },
    { from: "raw:b", to: "recipe:r", versions: ["version:2"] },
    { from: "recipe:r", to: "version:1", versions: ["version:1"] },
    { from: "recipe:r", to: "version:2", versions: ["version:2"] },
    { from: "version:1", to: "run:1", versions: ["version:1"] },
    { from: "version:1", to: "run:2", versions: ["version:1"] },
    { from: "version:2", to: "run:3", versions: ["version:2"] },
    { from: "run:1", to: "model:1", versions: ["version:1"] },
  ],
};

describe("what a stop is related to", () => {
  it.each([
    ["model:1", ["model:1", "raw:a", "recipe:r", "run:1", "version:1"]],
    ["raw:b", ["raw:b", "recipe:r", "run:3", "version:2"]],
    ["version:1", ["model:1", "raw:a", "recipe:r", "run:1", "run:2", "version:1"]],
    ["run:2", ["raw:a", "recipe:r", "run:2", "version:1"]],
    ["nothing", []],
  ])("%s: both ways, and not what only shares a recipe", (id, expected) => {
    expect([...relatedTo(GRAPH, id)].sort()).toEqual(expected);
  });
});

describe("the layout", () => {
  it("has a column a kind, keeps the versions' order, and crosses no lines here", () => {
    const { nodes, width, height } = layoutLineage(GRAPH);
    const order = (column: LineageColumn) =>
      nodes
        .filter((each) => each.column === column)
        .sort((a, b) => a.y - b.y)
        .map((each) => each.id);
    expect(order("version")).toEqual(["version:2", "version:1"]);
    expect(order("run")).toEqual(["run:3", "run:2", "run:1"]);
    expect(new Set(nodes.map((each) => each.x)).size).toBe(5);
    for (const each of nodes) {
      expect(each.x + NODE.width).toBeLessThanOrEqual(width);
      expect(each.y + NODE.height).toBeLessThanOrEqual(height);
      const other = nodes.find(
        (one) => one !== each && one.x === each.x && Math.abs(one.y - each.y) < NODE.height,
      );
      expect(other).toBeUndefined();
    }
  });
});
