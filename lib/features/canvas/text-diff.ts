/** One replacement: at `index` (UTF-16 units) drop `remove` units and put `insert` there. */
export interface TextEdit {
  index: number;
  remove: number;
  insert: string;
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/** True where a cut at `index` would part a surrogate pair, which Yjs replaces by U+FFFD. */
function parts(text: string, index: number): boolean {
  return (
    index > 0 && index < text.length && isHigh(text.charCodeAt(index - 1)) && isLow(text.charCodeAt(index))
  );
}

/**
 * The smallest single replacement from `before` to `after`: common prefix and suffix stay. `caret` is where the
 * cursor stands in `after`: of several equally small edits ("aa" → "aaa") the one that ends there was meant.
 */
export function diffText(before: string, after: string, caret = after.length): TextEdit {
  const shorter = Math.min(before.length, after.length);
  // The text behind the caret was not touched by typing, so the suffix is taken first, up to there.
  const behind = Math.min(after.length - Math.max(0, Math.min(caret, after.length)), shorter);
  let suffix = 0;
  while (suffix < behind && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  let prefix = 0;
  while (prefix < shorter - suffix && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix++;
  while (
    suffix < shorter - prefix &&
    before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)
  ) {
    suffix++;
  }
  while (parts(before, prefix) || parts(after, prefix)) prefix--;
  while (parts(before, before.length - suffix) || parts(after, after.length - suffix)) suffix--;
  return {
    index: prefix,
    remove: before.length - prefix - suffix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

/** Yjs' description of a change to a text: skip, take away, put in. */
export type TextDelta = readonly { retain?: number; delete?: number; insert?: unknown }[];

/** Where a caret at `position` stands after others' change: text put in exactly at the caret goes behind it. */
export function moveCaret(position: number, delta: TextDelta): number {
  let at = 0;
  let moved = position;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (step.delete !== undefined) {
      if (at < moved) moved -= Math.min(step.delete, moved - at);
    } else if (typeof step.insert === "string") {
      if (at < moved) moved += step.insert.length;
      at += step.insert.length;
    }
  }
  return moved;
}
