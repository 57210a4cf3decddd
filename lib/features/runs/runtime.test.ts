import { expect, it } from "vitest";
import { mergeRuntime } from "./runtime.ts";

const chromium = { place: "browser", browser: "Chromium 156 on Linux" };

it("keeps one value where machines agree and each value where they differ", () => {
  expect(mergeRuntime(null, chromium)).toEqual(chromium);
  expect(mergeRuntime(chromium, chromium)).toEqual(chromium);
  const both = mergeRuntime(chromium, { place: "browser", browser: "Firefox 151 on Windows" });
  expect(both).toEqual({ place: "browser", browser: "Chromium 156 on Linux; Firefox 151 on Windows" });
  expect(mergeRuntime(both, chromium)).toEqual(both);
});

it("starts anew over what is not a runtime, and does not grow without end", () => {
  expect(mergeRuntime({ backend: 7 }, chromium)).toEqual(chromium);
  let runtime = {};
  for (let i = 0; i < 100; i += 1) runtime = mergeRuntime(runtime, { browser: `Browser ${i} on a machine` });
  expect(JSON.stringify(runtime).length).toBeLessThan(400);
});

it("does not grow with every task of somebody who makes facts up", () => {
  let merged = mergeRuntime(null, { place: "browser" });
  for (let task = 0; task < 100; task += 1) merged = mergeRuntime(merged, { [`made_up_${task}`]: "x" });
  expect(Object.keys(merged)).toHaveLength(40);
  expect(merged.place).toBe("browser");
});
