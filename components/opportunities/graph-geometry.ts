import type { ProcessLayout } from "#lib/features/opportunities/index.ts";

export interface Spot {
  x: number;
  y: number;
}

export interface Drawing {
  /** Top left corner of each task. */
  tasks: Map<string, Spot>;
  node: { width: number; height: number };
  /** Each link as an SVG path, and the middle of its label. */
  links: { id: string; path: string; label: Spot; isBack: boolean }[];
  /** Of the words on a link. */
  label: { width: number; height: number };
  width: number;
  height: number;
}

type Arrow = { id: string; fromId: string; toId: string };

const NODE = { height: 56, least: 124, most: 176 } as const;
const GAP = { least: 92, most: 136, row: 18 } as const;
const LABEL = { height: 30 } as const;
const LANE = 26;
/** Room for arrow heads, ways back and focus rings at the edges. */
const EDGE = 18;
/** How far from a task a way back runs beside it. */
const BESIDE = 12;

/**
 * The process in pixels: columns from left to right in the width that there is, wider than it where that is too little
 * (the frame scrolls); narrow, layers go downward. Ways back run in lanes beyond the last row, each in its own.
 */
export function drawProcess(layout: ProcessLayout, links: readonly Arrow[], room: number): Drawing {
  return room < 600 ? drawDown(layout, links, room) : drawRight(layout, links, room);
}

function drawRight(layout: ProcessLayout, links: readonly Arrow[], room: number): Drawing {
  const columns = Math.max(1, layout.columns);
  const inner = room - 2 * EDGE;
  const gap = clamp((inner - columns * 148) / Math.max(1, columns - 1), GAP.least, GAP.most);
  const nodeWidth = clamp((inner - (columns - 1) * gap) / columns, NODE.least, NODE.most);
  const stepX = nodeWidth + gap;
  const stepY = NODE.height + GAP.row;
  const counts = countsOf(layout);
  const tallest = Math.max(1, ...counts.values());
  const at = ({ column, row }: { column: number; row: number }): Spot => ({
    x: EDGE + column * stepX,
    y: EDGE + (row + (tallest - (counts.get(column) ?? 1)) / 2) * stepY,
  });
  const tasks = new Map(layout.placed.map((one) => [one.id, at(one)]));
  const bottom = EDGE + tallest * stepY - GAP.row;
  let lane = 0;
  const drawn = links.flatMap((link) => {
    const from = tasks.get(link.fromId);
    const to = tasks.get(link.toId);
    if (!from || !to) return [];
    if (layout.back.has(link.id)) {
      lane += 1;
      const y = bottom + lane * LANE;
      const isLowest = ![...tasks.values()].some((spot) => spot.x === from.x && spot.y > from.y);
      // From beneath where nothing stands in the way, else out at the side; into the side of the task it leads back to.
      const start = isLowest
        ? { x: from.x + nodeWidth / 2, y: from.y + NODE.height }
        : { x: from.x + nodeWidth + BESIDE, y: from.y + NODE.height * 0.75 };
      const leave = isLowest ? "" : `M${from.x + nodeWidth},${start.y} L${start.x},${start.y} `;
      const end = { x: to.x - BESIDE, y: to.y + NODE.height * 0.75 };
      const path = `${leave || `M${start.x},${start.y} `}L${start.x},${y - 8} Q${start.x},${y} ${start.x - 8},${y} L${end.x + 8},${y} Q${end.x},${y} ${end.x},${y - 8} L${end.x},${end.y} L${to.x},${end.y}`;
      return [{ id: link.id, path, label: { x: (start.x + end.x) / 2, y }, isBack: true }];
    }
    const points = [
      { x: from.x + nodeWidth, y: from.y + NODE.height / 2 },
      ...(layout.via.get(link.id) ?? []).flatMap((passed) => {
        const spot = at(passed);
        const y = spot.y + NODE.height / 2;
        return [
          { x: spot.x, y },
          { x: spot.x + nodeWidth, y },
        ];
      }),
      { x: to.x, y: to.y + NODE.height / 2 },
    ];
    const [first, second] = points as [Spot, Spot];
    const label = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
    return [{ id: link.id, path: curve(points), label, isBack: false }];
  });
  spread(drawn, LABEL.height);
  return {
    tasks,
    node: { width: nodeWidth, height: NODE.height },
    links: drawn,
    label: { width: gap - 24, height: LABEL.height },
    width: 2 * EDGE + (columns - 1) * stepX + nodeWidth,
    height: Math.max(bottom + lane * LANE + (lane > 0 ? LABEL.height / 2 : 0), lowest(drawn)) + EDGE,
  };
}

function drawDown(layout: ProcessLayout, links: readonly Arrow[], room: number): Drawing {
  const counts = countsOf(layout);
  const widest = Math.max(1, ...counts.values());
  const gap = 10;
  const edge = 4;
  const backs = links.filter((link) => layout.back.has(link.id)).length;
  const inner = room - 2 * edge - backs * LANE;
  const nodeWidth = clamp((inner - (widest - 1) * gap) / widest, 96, NODE.most);
  const stepX = nodeWidth + gap;
  const stepY = NODE.height + 46;
  const total = widest * stepX - gap;
  const at = ({ column, row }: { column: number; row: number }): Spot => ({
    x: edge + (row + (widest - (counts.get(column) ?? 1)) / 2) * stepX,
    y: edge + column * stepY,
  });
  const tasks = new Map(layout.placed.map((one) => [one.id, at(one)]));
  let lane = 0;
  const drawn = links.flatMap((link) => {
    const from = tasks.get(link.fromId);
    const to = tasks.get(link.toId);
    if (!from || !to) return [];
    if (layout.back.has(link.id)) {
      lane += 1;
      const x = edge + total + lane * LANE - 12;
      const start = { x: from.x + nodeWidth, y: from.y + NODE.height * 0.6 };
      const end = { x: to.x + nodeWidth, y: to.y + NODE.height * 0.4 };
      const path = `M${start.x},${start.y} C${x},${start.y} ${x},${start.y} ${x},${start.y - 16} L${x},${end.y + 16} C${x},${end.y} ${x},${end.y} ${end.x},${end.y}`;
      return [{ id: link.id, path, label: { x: x - 12, y: (start.y + end.y) / 2 }, isBack: true }];
    }
    const points = [
      { x: from.x + nodeWidth / 2, y: from.y + NODE.height },
      ...(layout.via.get(link.id) ?? []).flatMap((passed) => {
        const spot = at(passed);
        const x = spot.x + nodeWidth / 2;
        return [
          { x, y: spot.y },
          { x, y: spot.y + NODE.height },
        ];
      }),
      { x: to.x + nodeWidth / 2, y: to.y },
    ];
    const [first, second] = points as [Spot, Spot];
    const label = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
    return [{ id: link.id, path: curve(points, "down"), label, isBack: false }];
  });
  return {
    tasks,
    node: { width: nodeWidth, height: NODE.height },
    links: drawn,
    // No room for words: a point to press, and the list has them.
    label: { width: 24, height: 24 },
    width: 2 * edge + total + backs * LANE,
    height: 2 * edge + Math.max(1, layout.columns) * stepY - 46,
  };
}

function countsOf(layout: ProcessLayout): Map<number, number> {
  const counts = new Map<number, number>();
  const all = [...layout.placed, ...[...layout.via.values()].flat()];
  for (const { column, row } of all) counts.set(column, Math.max(counts.get(column) ?? 0, row + 1));
  return counts;
}

/** Through all points, leaving and reaching each along the direction of the process. */
function curve(points: readonly Spot[], direction: "right" | "down" = "right"): string {
  const [first, ...rest] = points as [Spot, ...Spot[]];
  let from = first;
  let path = `M${first.x},${first.y}`;
  for (const to of rest) {
    const mid = direction === "right" ? (from.x + to.x) / 2 : (from.y + to.y) / 2;
    path +=
      direction === "right"
        ? ` C${mid},${from.y} ${mid},${to.y} ${to.x},${to.y}`
        : ` C${from.x},${mid} ${to.x},${mid} ${to.x},${to.y}`;
    from = to;
  }
  return path;
}

/** Pushes labels of one gap apart until none covers another. */
function spread(links: { label: Spot; isBack: boolean }[], height: number): void {
  const gaps = Map.groupBy(
    links.filter((link) => !link.isBack),
    (link) => Math.round(link.label.x),
  );
  for (const gap of gaps.values()) {
    const sorted = gap.toSorted((a, b) => a.label.y - b.label.y);
    for (const [i, { label }] of sorted.entries()) {
      const before = sorted[i - 1]?.label;
      if (before && label.y < before.y + height + 2) label.y = before.y + height + 2;
    }
  }
}

const lowest = (links: readonly { label: Spot }[]) =>
  Math.max(0, ...links.map(({ label }) => label.y + LABEL.height / 2));
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

const AHEAD: Record<string, Spot> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** The task next to this one in the direction of an arrow key, or null: nearest along it, then nearest across. */
export function neighbourOf(drawing: Drawing, id: string, key: string): string | null {
  const here = drawing.tasks.get(id);
  const ahead = AHEAD[key];
  if (!here || !ahead) return null;
  let best: { id: string; cost: number } | null = null;
  for (const [other, spot] of drawing.tasks) {
    const [dx, dy] = [spot.x - here.x, spot.y - here.y];
    const forward = ahead.x * dx + ahead.y * dy;
    if (other === id || forward <= 0) continue;
    const across = Math.abs(ahead.x === 0 ? dx : dy);
    const cost = forward + 3 * across;
    if (!best || cost < best.cost) best = { id: other, cost };
  }
  return best?.id ?? null;
}
