import { expect, it } from "vitest";
import { expiredVersions } from "./expired.ts";

const DAY = 86_400_000;
const NOW = 1000 * DAY;
/** Five versions, 0, 10, 20, 30 and 40 days old; the third is used. */
const VERSIONS = [5, 4, 3, 2, 1].map((number, i) => ({
  number,
  createdAt: NOW - i * 10 * DAY,
  isUsed: number === 3,
}));

it.each([
  ["nothing without a policy", { keepVersions: null, keepDays: null }, []],
  ["what is not among the newest two, unless used", { keepVersions: 2, keepDays: null }, [2, 1]],
  ["what is older than 25 days", { keepVersions: null, keepDays: 25 }, [2, 1]],
  ["exactly at its age too", { keepVersions: null, keepDays: 30 }, [2, 1]],
  ["only what both let go", { keepVersions: 2, keepDays: 35 }, [1]],
  ["never the newest", { keepVersions: null, keepDays: 1 }, [4, 2, 1]],
  ["nothing where more are kept than there are", { keepVersions: 9, keepDays: null }, []],
])("lets go %s", (_, policy, numbers) => {
  expect(expiredVersions(VERSIONS, policy, NOW).map((version) => version.number)).toEqual(numbers);
});
