import { describe, expect, it } from "vitest";
import { SeqCache } from "./seq-cache.ts";

function setUp(options: { maxEntries?: number } = {}) {
  const clock = { now: 0 };
  const cache = new SeqCache<string>({
    maxEntries: options.maxEntries ?? 10,
    maxAgeMs: 1000,
    now: () => clock.now,
  });
  let reads = 0;
  const read = async () => `reading ${++reads}`;
  return { cache, clock, read };
}

describe("what is remembered until a project's next event", () => {
  it("reads once for readers at the same time and later, until the number moves", async () => {
    const { cache, read } = setUp();
    const both = await Promise.all([cache.get("a", 1n, read), cache.get("a", 1n, read)]);
    expect(both).toEqual(["reading 1", "reading 1"]);
    expect(await cache.get("a", 1n, read)).toBe("reading 1");
    expect(await cache.get("a", 2n, read)).toBe("reading 2");
  });

  it("gives a reader who looked up an older number the newer value, and does not go back", async () => {
    const { cache, read } = setUp();
    await cache.get("a", 5n, read);
    expect(await cache.get("a", 4n, read)).toBe("reading 1");
    expect(await cache.get("a", 5n, read)).toBe("reading 1");
  });

  it("keeps projects apart", async () => {
    const { cache, read } = setUp();
    await cache.get("a", 1n, read);
    expect(await cache.get("b", 1n, read)).toBe("reading 2");
  });

  it("reads again after a while, event or none", async () => {
    const { cache, clock, read } = setUp();
    await cache.get("a", 1n, read);
    clock.now = 1000;
    expect(await cache.get("a", 1n, read)).toBe("reading 2");
  });

  it("does not remember a failure", async () => {
    const { cache, read } = setUp();
    await expect(cache.get("a", 1n, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await cache.get("a", 1n, read)).toBe("reading 1");
  });

  it("forgets the oldest past its size", async () => {
    const { cache, read } = setUp({ maxEntries: 2 });
    await cache.get("a", 1n, read);
    await cache.get("b", 1n, read);
    await cache.get("c", 1n, read);
    expect(await cache.get("b", 1n, read)).toBe("reading 2");
    expect(await cache.get("a", 1n, read)).toBe("reading 4");
  });
});
