/** A stretch of text that stayed, came or went. */
export interface Stretch {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond so many differing words two texts have little in common, and the search for it costs its square. */
const MOST_CHANGES = 1000;

/** Words as the reader sees them, also where a script writes none between spaces; marks and spaces are words of their own. */
const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/**
 * What changed between two texts, word by word: the fewest words that went or came (E. W. Myers, An O(ND) difference
 * algorithm and its variations, Algorithmica 1, 1986), removed before added. Joining what is not "added" gives `before`,
 * what is not "removed" gives `after`. Texts that differ in more than 1,000 words are shown as one replacement between
 * their common beginning and end.
 */
export function diffWords(before: string, after: string): Stretch[] {
  const cut = wordsAround(before, after);
  const middle = myers(cut.before, cut.after) ?? [
    ...cut.before.map((text): Stretch => ({ kind: "removed", text })),
    ...cut.after.map((text): Stretch => ({ kind: "added", text })),
  ];
  return joined([{ kind: "same", text: cut.prefix }, ...middle, { kind: "same", text: cut.suffix }]);
}

const words = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** What both begin and end with, in whole words, and the words between. */
function wordsAround(before: string, after: string) {
  const [one, two] = [words(before), words(after)];
  let start = 0;
  while (start < Math.min(one.length, two.length) && one[start] === two[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end++;
  return {
    prefix: one.slice(0, start).join(""),
    suffix: one.slice(one.length - end).join(""),
    before: one.slice(start, one.length - end),
    after: two.slice(start, two.length - end),
  };
}

/** The shortest edit script, or null when it is longer than MOST_CHANGES. */
function myers(a: readonly string[], b: readonly string[]): Stretch[] | null {
  const limit = Math.min(a.length + b.length, MOST_CHANGES);
  const furthest = new Int32Array(2 * limit + 3);
  const middle = limit + 1;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= limit; d++) {
    trace.push(furthest.slice(middle - d - 1, middle + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = (furthest[middle + k + 1] ?? 0) > (furthest[middle + k - 1] ?? 0);
      let x =
        k === -d || (k !== d && down) ? (furthest[middle + k + 1] ?? 0) : (furthest[middle + k - 1] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return backtrack(a, b, trace);
    }
  }
  return null;
}

function backtrack(a: readonly string[], b: readonly string[], trace: readonly Int32Array[]): Stretch[] {
  const script: Stretch[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const row = trace[d] as Int32Array;
    const at = (k: number) => row[k + d + 1] ?? 0;
    const k = x - y;
    const previous = k === -d || (k !== d && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
    const [px, py] = [at(previous), at(previous) - previous];
    while (x > 0 && y > 0 && (d === 0 || (x > px && y > py))) {
      script.push({ kind: "same", text: a[--x] ?? "" });
      y--;
    }
    if (d === 0) break;
    if (x > px) script.push({ kind: "removed", text: a[--x] ?? "" });
    else script.push({ kind: "added", text: b[--y] ?? "" });
  }
  return script.reverse();
}

/** Neighbours of one kind become one stretch, and within a run of changes what went stands before what came. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  let pending = { removed: "", added: "" };
  const flush = () => {
    if (pending.removed) out.push({ kind: "removed", text: pending.removed });
    if (pending.added) out.push({ kind: "added", text: pending.added });
    pending = { removed: "", added: "" };
  };
  for (const { kind, text } of stretches) {
    if (text === "") continue;
    if (kind !== "same") pending[kind] += text;
    else {
      flush();
      const last = out.at(-1);
      if (last?.kind === "same") last.text += text;
      else out.push({ kind, text });
    }
  }
  flush();
  return out;
}
