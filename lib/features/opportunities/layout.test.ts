import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arrow, chainBetween, layoutProcess } from "./layout.ts";

const tasks = (ids: string) => [...ids].map((id) => ({ id }));
const links = (text: string): Arrow[] =>
  text
    .split(" ")
    .filter(Boolean)
    .map((pair) => ({ id: pair, fromId: pair[0] as string, toId: pair[1] as string }));
const columnsOf = (ids: string, pairs: string) =>
  Object.fromEntries(layoutProcess(tasks(ids), links(pairs)).placed.map(({ id, column }) => [id, column]));

describe("the drawing of a process", () => {
  it("puts each task after the last of those that lead to it", () => {
    expect(columnsOf("abcd", "ab bc ac cd")).toEqual({ a: 0, b: 1, c: 2, d: 3 });
  });

  it("leaves tasks that nothing touches aside", () => {
    const { loose, placed } = layoutProcess(tasks("abc"), links("ac"));
    expect(loose).toEqual(["b"]);
    expect(placed).toHaveLength(2);
  });

  it("takes the last drawn link of a loop for the way back", () => {
    const { back, columns } = layoutProcess(tasks("abc"), links("ab bc ca"));
    expect([...back]).toEqual(["ca"]);
    expect(columns).toBe(3);
    expect([...layoutProcess(tasks("abc"), links("ca ab bc")).back]).toEqual(["bc"]);
    expect([...layoutProcess(tasks("a"), links("aa")).back]).toEqual(["aa"]);
  });

  it("leads a link that skips columns past the tasks between", () => {
    const { via, placed } = layoutProcess(tasks("abcd"), links("ab bc cd ad"));
    expect(via.get("ad")?.map(({ column }) => column)).toEqual([1, 2]);
    const taken = placed.map(({ column, row }) => `${column}/${row}`);
    for (const { column, row } of via.get("ad") ?? []) expect(taken).not.toContain(`${column}/${row}`);
    expect(via.has("ab")).toBe(false);
  });

  it("keeps neighbours near each other, so that parallel chains do not cross", () => {
    const { placed } = layoutProcess(tasks("abcdef"), links("ad be cf"));
    const row = (id: string) => placed.find((one) => one.id === id)?.row;
    expect("abc".split("").map(row)).toEqual("def".split("").map(row));
  });

  it("leaves out links to tasks that are gone, and draws nothing for nothing", () => {
    expect(layoutProcess(tasks("a"), links("ab"))).toMatchObject({ placed: [], loose: ["a"], rows: 0 });
    expect(layoutProcess([], [])).toMatchObject({ placed: [], columns: 0 });
  });

  it("of any graph: every task once, no two in one place, every way forward to a later column", () => {
    const graph = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 });
    fc.assert(
      fc.property(graph, (pairs) => {
        const drawn = pairs.map(([from, to], i) => ({ id: `l${i}`, fromId: `${from}`, toId: `${to}` }));
        const all = Array.from({ length: 12 }, (_, i) => ({ id: `${i}` }));
        const { placed, loose, back } = layoutProcess(all, drawn);
        expect([...placed.map(({ id }) => id), ...loose].sort()).toEqual(all.map(({ id }) => id).sort());
        expect(new Set(placed.map(({ column, row }) => `${column}/${row}`)).size).toBe(placed.length);
        const column = new Map(placed.map((one) => [one.id, one.column]));
        for (const link of drawn) {
          if (back.has(link.id)) continue;
          expect(column.get(link.toId)).toBeGreaterThan(column.get(link.fromId) as number);
        }
      }),
      { seed: 20261126, numRuns: 200 },
    );
  });
});

it("names the chain between two tasks", () => {
  expect(chainBetween(links("ab bc cd ad"), "a", "d")).toEqual(["a", "d"]);
  expect(chainBetween(links("ab bc"), "a", "c")).toEqual(["a", "b", "c"]);
  expect(chainBetween(links("ab"), "b", "a")).toBeNull();
});
