import type { SaveState } from "#lib/features/canvas/index.ts";

/** Between two sendings of somebody who types on; the line then says “Saving” all the while, and flickers not. */
const CALM_MS = 300;

/** Passes the states on: trouble and “saving” at once and once, “saved” when nothing new was typed for a moment. */
export function calmly(
  tell: (state: SaveState) => void,
  schedule: (work: () => void, ms: number) => () => void,
): (state: SaveState) => void {
  let told: SaveState["kind"] | null = null;
  let cancel = () => {};
  const pass = (state: SaveState) => {
    told = state.kind;
    tell(state);
  };
  return (state) => {
    cancel();
    if (state.kind === "saved" && told === "saving") cancel = schedule(() => pass(state), CALM_MS);
    else if (state.kind !== "saving" || told !== "saving") pass(state);
  };
}
