import { expect, it } from "vitest";
import { PLANTED, uncaughtPlants } from "./arrows.ts";

it("catches every planted forbidden import", async () => {
  expect(PLANTED.length).toBeGreaterThan(5);
  expect(await uncaughtPlants()).toEqual([]);
});
