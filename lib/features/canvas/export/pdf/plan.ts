import { setImmediate as nextTurn } from "node:timers/promises";
import type { PosterBlock } from "../../view.ts";
import { type BlockContent, contentOf } from "./blocks.ts";
import { type Element, LABEL, paragraph } from "./elements.ts";
import type { Line, Measure, Setting } from "./lines.ts";

/** A4, landscape, in points. */
export const PAGE = { width: 841.89, height: 595.28, margin: 24, head: 26, foot: 14 } as const;
const COLUMNS = 5;
const PADDING = { x: 7, top: 6, bottom: 5 } as const;
/** Title and status of a block, with the room beneath. */
export const TITLE_HEIGHT = 14;
/** Letters shrink in these steps until a block fits its cell; below the last nobody can read a print. */
const SCALES = [1, 0.95, 0.9, 0.85, 0.8, 0.76] as const;
const MONITORING_SHARE = 0.3;

export interface Box {
  block: PosterBlock;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Each with its place within the page. */
  lines: { line: Line; x: number; y: number }[];
  isContinued: boolean;
  isFramed: boolean;
}

export interface PagePlan {
  boxes: Box[];
}

type Key = PosterBlock["key"];
const ROWS: readonly (readonly (readonly [Key, number])[])[] = [
  [
    ["prediction_task", 0],
    ["decisions", 1],
    ["collecting_data", 3],
    ["data_sources", 4],
  ],
  [
    ["offline_evaluation", 0],
    ["when_not_to_use_ml", 1],
    ["building_models", 3],
    ["feature_engineering", 4],
  ],
];

interface Cell {
  content: BlockContent;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The poster on one page, and on further pages what its cells had no room for. */
export async function planPages(blocks: readonly PosterBlock[], measure: Measure): Promise<PagePlan[]> {
  const contents = blocks.map(contentOf);
  const filled = cellsOf(contents, measure).map((cell) => fill(cell, measure));
  const left = filled.flatMap(({ box, rest }) => (rest.length > 0 ? [{ block: box.block, rest }] : []));
  return [{ boxes: filled.map(({ box }) => box) }, ...(await continuation(left, measure))];
}

/** In the order of the blocks, so that a reader of the text hears them in that order. */
function cellsOf(contents: readonly BlockContent[], measure: Measure): Cell[] {
  const { margin, head, foot } = PAGE;
  const width = PAGE.width - 2 * margin;
  const top = margin + head;
  const height = PAGE.height - margin - foot - top;
  const column = width / COLUMNS;
  const need = (key: Key, cellWidth: number) => {
    const content = contents.find(({ block }) => block.key === key);
    return content ? neededHeight(content, { width: cellWidth - 2 * PADDING.x, scale: 1, measure }) : 0;
  };
  const bottom = clamp(need("live_monitoring", width), 44, height * MONITORING_SHARE);
  const upper = height - bottom;
  const [first = 1, second = 1] = ROWS.map((row) => Math.max(60, ...row.map(([key]) => need(key, column))));
  const firstHeight = upper * clamp(first / (first + second), 0.34, 0.66);
  const heights = [firstHeight, upper - firstHeight];
  const places = new Map<Key, Omit<Cell, "content">>();
  for (const [i, row] of ROWS.entries()) {
    for (const [key, at] of row) {
      const y = i === 0 ? top : top + firstHeight;
      places.set(key, { x: margin + at * column, y, width: column, height: heights[i] ?? 0 });
    }
  }
  places.set("value_proposition", { x: margin + 2 * column, y: top, width: column, height: upper });
  places.set("live_monitoring", { x: margin, y: top + upper, width, height: bottom });
  return contents.flatMap((content) => {
    const place = places.get(content.block.key);
    return place ? [{ content, ...place }] : [];
  });
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const heightOf = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + line.height, 0);
const setAll = (elements: readonly Element[], setting: Setting) =>
  elements.flatMap((element) => element.lines(setting));

/** How high a block's cell has to be. Past a page nobody needs to know by how much: long texts take long to set. */
function neededHeight({ body, foot }: BlockContent, setting: Setting): number {
  let height = PADDING.top + TITLE_HEIGHT + PADDING.bottom;
  for (const element of [...body, ...foot]) {
    if (height > PAGE.height) break;
    height += heightOf(element.lines(setting));
  }
  return height;
}

function fill(cell: Cell, measure: Measure): { box: Box; rest: Element[] } {
  const { content, x, y, width, height } = cell;
  const box: Box = {
    block: content.block,
    x,
    y,
    width,
    height,
    lines: [],
    isContinued: false,
    isFramed: true,
  };
  const settings = SCALES.map((scale): Setting => ({ width: width - 2 * PADDING.x, scale, measure }));
  const fitting = settings.find((setting) => neededHeight(content, setting) <= height);
  const left = x + PADDING.x;
  const from = y + PADDING.top + TITLE_HEIGHT;
  const end = y + height - PADDING.bottom;
  if (fitting) {
    place(box, setAll(content.body, fitting), { x: left, y: from });
    const foot = setAll(content.foot, fitting);
    place(box, foot, { x: left, y: end - heightOf(foot) });
    return { box, rest: [] };
  }
  const smallest = settings.at(-1) as Setting;
  const more = setAll([paragraph([{ text: "continued on the next page", style: LABEL }])], smallest);
  const elements = [...content.body, ...content.foot];
  const { lines, rest } = take(elements, { setting: smallest, room: end - heightOf(more) - from });
  place(box, lines, { x: left, y: from });
  place(box, more, { x: left, y: end - heightOf(more) });
  return { box, rest };
}

function place(box: Box, lines: readonly Line[], at: { x: number; y: number }): void {
  let { y } = at;
  for (const line of lines) {
    box.lines.push({ line, x: at.x, y });
    y += line.height;
  }
}

/** As many lines as there is room for, and the elements that are left. */
function take(
  elements: readonly Element[],
  { setting, room, isForced = false }: { setting: Setting; room: number; isForced?: boolean },
): { lines: Line[]; rest: Element[]; height: number } {
  const lines: Line[] = [];
  let height = 0;
  for (const [i, element] of elements.entries()) {
    const own = element.lines(setting);
    let count = 0;
    let grown = height;
    while (count < own.length && grown + (own[count]?.height ?? 0) <= room)
      grown += own[count++]?.height ?? 0;
    if (count < own.length) count = withoutLoneLines(count, own.length);
    grown = height + heightOf(own.slice(0, count));
    const isWhole = count === own.length;
    if (isWhole || (element.rest && count > 0)) {
      lines.push(...own.slice(0, count));
      height = grown;
      if (isWhole) continue;
    } else if (isForced && lines.length === 0) {
      // Taller than a whole page, and not to be cut: it goes over the edge rather than round for ever.
      return { lines: own, rest: elements.slice(i + 1), height: heightOf(own) };
    }
    const cut = count > 0 && element.rest ? element.rest(count, setting) : element;
    return { lines, rest: [...(element.head ? [element.head] : []), cut, ...elements.slice(i + 1)], height };
  }
  return { lines, rest: [], height };
}

/** A text is cut where two of its lines stay together on either side, or not at all. */
function withoutLoneLines(fitting: number, all: number): number {
  const count = Math.min(fitting, all - 2);
  return count < 2 ? 0 : count;
}

const FLOW = { columns: 3, gap: 22, sectionGap: 10 } as const;

/** What is left flows through three columns a page, each block under its title again. */
async function continuation(
  left: readonly { block: PosterBlock; rest: Element[] }[],
  measure: Measure,
): Promise<PagePlan[]> {
  const { margin, head, foot } = PAGE;
  const top = margin + head + 4;
  const end = PAGE.height - margin - foot;
  const width = (PAGE.width - 2 * margin - FLOW.gap * (FLOW.columns - 1)) / FLOW.columns;
  const setting: Setting = { width, scale: 1, measure };
  const pages: PagePlan[] = [];
  let column: number = FLOW.columns;
  let y = end;
  const turn = () => {
    column += 1;
    y = top;
    if (column < FLOW.columns) return;
    column = 0;
    pages.push({ boxes: [] });
  };
  for (const { block, rest } of left) {
    let elements = rest;
    while (elements.length > 0) {
      const room = end - y - TITLE_HEIGHT;
      const isFresh = y === top;
      const taken = take(elements, { setting, room, isForced: isFresh });
      if (taken.lines.every((line) => line.runs.length === 0) && !isFresh) {
        turn();
        continue;
      }
      const x = margin + column * (width + FLOW.gap);
      const height = TITLE_HEIGHT + taken.height;
      const box: Box = { block, x, y, width, height, lines: [], isContinued: true, isFramed: false };
      place(box, taken.lines, { x, y: y + TITLE_HEIGHT });
      pages.at(-1)?.boxes.push(box);
      elements = taken.rest;
      y += height + FLOW.sectionGap;
      if (elements.length > 0) turn();
      // A column takes milliseconds; a canvas of a hundred pages must not keep everybody else waiting.
      await nextTurn();
    }
  }
  return pages;
}
