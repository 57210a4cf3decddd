import { expect, it } from "vitest";
import { ByteCache } from "./byte-cache.ts";

it("lets askers at once share one making, and forgets a failure", async () => {
  const cache = new ByteCache<number>(100);
  let made = 0;
  const make = async () => {
    made += 1;
    if (made === 1) throw new Error("once");
    return { value: made, bytes: 10 };
  };
  await expect(cache.get("a", make)).rejects.toThrow("once");
  expect(await Promise.all([cache.get("a", make), cache.get("a", make), cache.get("a", make)])).toEqual([
    2, 2, 2,
  ]);
  expect(made).toBe(2);
});

it("drops the longest unused past its budget, and never keeps what is larger than it", async () => {
  const cache = new ByteCache<string>(100);
  const made: string[] = [];
  const ask = (key: string, bytes: number) =>
    cache.get(key, async () => {
      made.push(key);
      return { value: key, bytes };
    });
  await ask("a", 60);
  await ask("b", 30);
  await ask("a", 60);
  await ask("c", 40); // b is the longest unused; without it 100 fit.
  await ask("a", 60);
  await ask("b", 30);
  expect(made).toEqual(["a", "b", "c", "b"]);
  await ask("huge", 1_000);
  await ask("huge", 1_000);
  expect(made.filter((key) => key === "huge")).toHaveLength(2);
});
