import { expect, it } from "vitest";
import { directionOf } from "./direction.ts";

it.each([
  ["Order more", "ltr"],
  ["السؤال: كم وحدة", "rtl"],
  ["שלום", "rtl"],
  ["28 👍🏽 غدًا", "rtl"],
  ["@Mia שלום", "ltr"],
  ["日本語", "ltr"],
  ["28, …", "ltr"],
  ["", "ltr"],
] as const)("%j runs %s", (text, direction) => {
  expect(directionOf(text)).toBe(direction);
});
