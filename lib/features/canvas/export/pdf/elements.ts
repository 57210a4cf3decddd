import {
  type Line,
  type Mark,
  runsFrom,
  type Setting,
  type Span,
  type Style,
  unwrap,
  wrap,
} from "./lines.ts";

/** A part of a block that can be set at any width and cut after any of its lines. */
export interface Element {
  lines: (setting: Setting) => Line[];
  /** What is left after the first `count` lines; null when it cannot be cut. Set anew at another width. */
  rest: ((count: number, setting: Setting) => Element) | null;
  /** Repeated before what is left on another page: a table's head. */
  head?: Element;
}

const regular = (size: number, ink: Style["ink"] = "ink"): Style => ({ face: "regular", ink, size });

export const BODY = regular(7.4);
export const LABEL = regular(7.4, "ink3");
export const NOTE = regular(7.2, "ink2");
const HEAD: Style = { face: "medium", ink: "ink3", size: 6.6 };
const COST: Style = { face: "semibold", ink: "ink", size: 7.4 };
const LEADING = 1.34;
/** Of a block's width, what its labels take at most. */
const LABEL_SHARE = 0.42;
const LABEL_GAP = 6;

const heightOf = (style: Style, scale: number) => style.size * LEADING * scale;

export function gap(points: number): Element {
  return { lines: ({ scale }) => [{ height: points * scale, runs: [], marks: [] }], rest: null };
}

/** A text over the whole width; with a bar at its left when it is a note. */
export function paragraph(
  spans: readonly Span[],
  options: { indent?: number; isNote?: boolean; leading?: number } = {},
): Element {
  const { indent = 0, isNote = false, leading = LEADING } = options;
  const [first] = spans;
  const inner = (setting: Setting) => ({ ...setting, width: setting.width - indent });
  const marks: Mark[] = isNote ? [{ kind: "bar", x: 0 }] : [];
  return {
    lines: (setting) =>
      wrap(spans, inner(setting)).map((line) => ({
        height: (first?.style.size ?? BODY.size) * leading * setting.scale,
        runs: runsFrom(line.spans, indent, setting),
        marks,
      })),
    rest: (count, setting) => paragraph(unwrap(wrap(spans, inner(setting)).slice(count)), options),
  };
}

/** A label and what it stands for, in two columns; `labels` are all of the block's, which share one width. */
export function labelled(label: string, value: readonly Span[], labels: readonly string[]): Element {
  const offset = ({ width, scale, measure }: Setting) => {
    const style = { face: LABEL.face, size: LABEL.size * scale };
    const widest = Math.max(...labels.map((text) => measure(text, style)));
    return Math.min(width * LABEL_SHARE, widest + LABEL_GAP * scale);
  };
  const inner = (setting: Setting) => ({ ...setting, width: setting.width - offset(setting) });
  return {
    lines: (setting) => {
      const x = offset(setting);
      const left = wrap([{ text: label, style: LABEL }], { ...setting, width: x - 2 });
      const right = wrap(value, inner(setting));
      return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => ({
        height: heightOf(BODY, setting.scale),
        runs: [...runsFrom(left[i]?.spans ?? [], 0, setting), ...runsFrom(right[i]?.spans ?? [], x, setting)],
        marks: [],
      }));
    },
    rest: (count, setting) =>
      labelled(`${label} …`, unwrap(wrap(value, inner(setting)).slice(count)), labels),
  };
}

/** Rows under one head; a row is never cut. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): Element[] {
  const longest = head.map((name, i) =>
    Math.min(40, Math.max(name.length, ...rows.map((row) => lettersWide(row[i] ?? "")), 4)),
  );
  const all = longest.reduce((sum, length) => sum + length, 0);
  const shares = longest.map((length) => length / all);
  const top = tableRow(head, shares, HEAD);
  return [top, ...rows.map((cells) => ({ ...tableRow(cells, shares, BODY), head: top }))];
}

/** A Han sign is as wide as two letters. */
const lettersWide = (text: string) =>
  text.length + (text.match(/[\u2e80-\u9fff\uac00-\ud7a3\uff01-\uff60]/g)?.length ?? 0);

const COLUMN_GAP = 5;

function tableRow(cells: readonly string[], shares: readonly number[], style: Style): Element {
  return {
    lines: (setting) => {
      const { width, scale } = setting;
      const room = width - COLUMN_GAP * (shares.length - 1);
      let x = 0;
      const columns = shares.map((share, i) => {
        const column = {
          x,
          lines: wrap([{ text: cells[i] ?? "", style }], { ...setting, width: room * share }),
        };
        x += room * share + COLUMN_GAP;
        return column;
      });
      const count = Math.max(1, ...columns.map((column) => column.lines.length));
      const rule: Mark = { kind: "rule", x: 0, width, ink: "line" };
      const height = heightOf(style, scale);
      // One line to whoever fills a page: its runs stand below each other.
      const runs = columns.flatMap((column) =>
        column.lines.flatMap((line, i) =>
          runsFrom(line.spans, column.x, setting).map((run) => ({ ...run, dy: i * height })),
        ),
      );
      return [{ height: count * height + 2 * scale, runs, marks: [rule] }];
    },
    rest: null,
  };
}

/** A cost: what it is at the left, how much at the right. */
export function cost(label: string, value: string): Element {
  return {
    lines: (setting) => {
      const { width, scale, measure } = setting;
      const amount = measure(value, { face: COST.face, size: COST.size * scale });
      const left = wrap([{ text: label, style: NOTE }], {
        ...setting,
        width: Math.max(30, width - amount - 6),
      });
      return left.map((line, i) => ({
        height: heightOf(BODY, scale),
        runs: [
          ...runsFrom(line.spans, 0, setting),
          ...(i === 0 ? runsFrom([{ text: value, style: COST }], width - amount, setting) : []),
        ],
        marks: [],
      }));
    },
    rest: null,
  };
}

/** A dashed line above the costs. */
export function dashes(): Element {
  return {
    lines: ({ width, scale }) => [
      { height: 5 * scale, runs: [], marks: [{ kind: "rule", x: 0, width, ink: "control", dashed: true }] },
    ],
    rest: null,
  };
}
