import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isOutage, pastOutages } from "./outage.ts";

const coded = (code: string) => Object.assign(new Error("x"), { code });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ["a refused connection", coded("ECONNREFUSED"), true],
  ["a server that shuts down (SQLSTATE 57P01)", coded("57P01"), true],
  ["the same, three causes deep", new Error("a", { cause: new Error("b", { cause: coded("57P01") }) }), true],
  ["pg's words without a code", new Error("Connection terminated unexpectedly"), true],
  ["a unique violation (SQLSTATE 23505)", coded("23505"), false],
  ["a mistake of ours", new TypeError("x is not a function"), false],
  ["something that is no error", "ECONNREFUSED", false],
])("tells an outage from a failure: %s", (_name, error, expected) => {
  expect(isOutage(error)).toBe(expected);
});

it("goes on when the database is back", async () => {
  let calls = 0;
  const done = pastOutages(async () => {
    calls += 1;
    if (calls < 4) throw coded("ECONNREFUSED");
    return "written";
  });
  await vi.runAllTimersAsync();
  expect(await done).toBe("written");
  expect(calls).toBe(4);
});

it("gives up at last, and at once on anything else", async () => {
  const away = vi.fn(async () => {
    throw coded("ECONNREFUSED");
  });
  const first = expect(pastOutages(away)).rejects.toThrow();
  await vi.runAllTimersAsync();
  await first;
  expect(away).toHaveBeenCalledTimes(6);
  const wrong = vi.fn(async () => {
    throw new TypeError("wrong");
  });
  await expect(pastOutages(wrong)).rejects.toThrow("wrong");
  expect(wrong).toHaveBeenCalledTimes(1);
});
