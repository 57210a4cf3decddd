import { expect, it } from "vitest";
import type { PlacedNode } from "#lib/features/datasets/index.ts";
import { nextStop } from "./next-stop.ts";

const node = (id: string, column: PlacedNode["column"], y: number): PlacedNode => ({
  ...{ id, column, y, x: 0, title: id, detail: "", path: "", state: "normal" },
});
const NODES = [
  node("a", "version", 0),
  node("b", "version", 50),
  node("r1", "run", 10),
  node("r2", "run", 60),
];
const EDGES = ["r1", "r2"].map((to) => ({ from: "b", to, versions: ["b"] }));

it.each([
  ["a", "ArrowDown", "b"],
  ["b", "ArrowUp", "a"],
  ["b", "ArrowRight", "r2"],
  ["r1", "ArrowLeft", "b"],
  ["a", "ArrowRight", null],
  ["a", "Home", null],
  ["nowhere", "ArrowDown", null],
])("from %s by %s", (from, key, to) => {
  expect(nextStop(NODES, EDGES, from, key)).toBe(to);
});
