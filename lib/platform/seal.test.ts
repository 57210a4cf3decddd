import { expect, it } from "vitest";
import { seal, unseal } from "./seal.ts";

const SECRET = "a secret of the tests only";

it("opens for the same row and secret, and for nothing else", () => {
  const sealed = seal("pa$$wörd 🍝", "workspace/row", SECRET);
  expect(sealed).not.toContain("pa$$");
  expect(unseal(sealed, "workspace/row", SECRET)).toBe("pa$$wörd 🍝");
  expect(seal("pa$$wörd 🍝", "workspace/row", SECRET)).not.toBe(sealed);
  expect(() => unseal(sealed, "workspace/other", SECRET)).toThrow("cannot be opened");
  expect(() => unseal(sealed, "workspace/row", "another secret of tests")).toThrow("APP_SECRET has changed");
});

it.each([
  ["a changed byte", (sealed: string) => `${sealed.slice(0, -3)}${sealed.endsWith("AAA") ? "BBB" : "AAA"}`],
  ["a cut", (sealed: string) => sealed.slice(0, 20)],
  ["another version", (sealed: string) => sealed.replace("1.", "2.")],
  ["nothing", () => ""],
])("does not open with %s", (_, change) => {
  expect(() => unseal(change(seal("secret", "row", SECRET)), "row", SECRET)).toThrow("cannot be opened");
});
