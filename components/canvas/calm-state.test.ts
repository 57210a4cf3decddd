import { expect, it } from "vitest";
import type { SaveState } from "#lib/features/canvas/index.ts";
import { calmly } from "./calm-state.ts";

function watched() {
  const told: string[] = [];
  let waiting: (() => void) | null = null;
  const state = calmly(
    ({ kind }) => told.push(kind),
    (work) => {
      waiting = work;
      return () => {
        waiting = null;
      };
    },
  );
  return { told, state, pause: () => waiting?.() };
}
const saving: SaveState = { kind: "saving" };
const saved: SaveState = { kind: "saved", at: 0 };

it("says once that it saves while somebody types on, and that it is saved at the pause", () => {
  const { told, state, pause } = watched();
  for (const each of [saving, saving, saved, saving, saved, saving, saved]) state(each);
  expect(told).toEqual(["saving"]);
  pause();
  expect(told).toEqual(["saving", "saved"]);
});

it("never says that something is saved which was typed after it", () => {
  const { told, state, pause } = watched();
  for (const each of [saving, saved, saving]) state(each);
  pause();
  expect(told).toEqual(["saving"]);
});

it("tells trouble at once", () => {
  const { told, state } = watched();
  for (const each of [saving, saved, { kind: "offline", isKept: false } as SaveState]) state(each);
  expect(told).toEqual(["saving", "offline"]);
});
