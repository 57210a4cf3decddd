/** What the matrix needs of a task; grades are 1 to 5, null where nobody has graded. */
export interface Point {
  id: string;
  value: number | null;
  feasibility: number | null;
}

/** In pixels from the top left of the board. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedPoint extends Box {
  id: string;
  /** With its name; else only its number fits, and the key beneath has the name. */
  isLabelled: boolean;
}

export interface BoardCell extends Box {
  value: number;
  feasibility: number;
}

export interface Board {
  points: PlacedPoint[];
  cells: BoardCell[];
  /** Of the five rows together. */
  plotHeight: number;
  /** Where tasks without both grades stand, beneath the plot; null when there is none. */
  tray: Box | null;
  height: number;
}

export const GRADES = [1, 2, 3, 4, 5] as const;
/** Room for the numbers of the axes. */
export const AXIS = { left: 44, bottom: 40 } as const;
const CHIP = 24;
const GAP = 4;
const PAD = 6;
/** A name needs this width to say anything. */
const LEAST_LABEL = 112;
/** More names than these in one cell make it taller than it is worth: then numbers alone. */
const MOST_LABELS = 4;
const ROW = { labelled: 66, narrow: 46 } as const;
const TRAY_LABEL = 20;

/**
 * Places every task on the board: value upward, feasibility to the right, tasks of one cell beneath each other with their
 * names, or beside each other as numbers where there is no room. Rows grow with what stands in them, so nothing ever
 * covers anything. Widths in pixels; a board narrower than 5 numbers takes the room it needs.
 */
export function layoutBoard(points: readonly Point[], boardWidth: number): Board {
  const cellWidth = Math.max(CHIP + 2 * PAD, (boardWidth - AXIS.left) / GRADES.length);
  const canLabel = cellWidth - 2 * PAD >= LEAST_LABEL;
  const isPlaced = ({ value, feasibility }: Point) => value !== null && feasibility !== null;
  const inCell = (value: number, feasibility: number) =>
    points.filter((point) => point.value === value && point.feasibility === feasibility);

  const board: Board = { points: [], cells: [], plotHeight: 0, tray: null, height: 0 };
  for (const value of GRADES.toReversed()) {
    const row = GRADES.map((feasibility) => {
      const own = inCell(value, feasibility);
      const isLabelled = canLabel && own.length <= MOST_LABELS;
      return { feasibility, own, isLabelled, perLine: isLabelled ? 1 : fitting(cellWidth - 2 * PAD, CHIP) };
    });
    const lines = Math.max(1, ...row.map(({ own, perLine }) => Math.ceil(own.length / perLine)));
    const least = canLabel ? ROW.labelled : ROW.narrow;
    const height = Math.max(least, 2 * PAD + lines * CHIP + (lines - 1) * GAP);
    for (const { feasibility, own, isLabelled, perLine } of row) {
      const x = AXIS.left + (feasibility - 1) * cellWidth;
      board.cells.push({ value, feasibility, x, y: board.plotHeight, width: cellWidth, height });
      const inside = { x: x + PAD, y: board.plotHeight + PAD, width: cellWidth - 2 * PAD };
      board.points.push(...flow(own, { inside, perLine, isLabelled }));
    }
    board.plotHeight += height;
  }
  board.height = board.plotHeight + AXIS.bottom;

  const rest = points.filter((point) => !isPlaced(point));
  if (rest.length > 0) {
    const inside = {
      x: PAD,
      y: board.height + TRAY_LABEL + PAD,
      width: Math.max(CHIP, boardWidth - 2 * PAD),
    };
    const perLine = Math.min(4, fitting(inside.width, 168));
    board.points.push(...flow(rest, { inside, perLine, isLabelled: true }));
    const lines = Math.ceil(rest.length / perLine);
    const height = TRAY_LABEL + 2 * PAD + lines * CHIP + (lines - 1) * GAP;
    board.tray = { x: 0, y: board.height, width: boardWidth, height };
    board.height += height;
  }
  return board;
}

/** How many of this width fit beside each other, at least one. */
function fitting(room: number, width: number): number {
  return Math.max(1, Math.floor((room + GAP) / (width + GAP)));
}

function flow(
  own: readonly Point[],
  { inside, perLine, isLabelled }: { inside: Omit<Box, "height">; perLine: number; isLabelled: boolean },
): PlacedPoint[] {
  const width = isLabelled ? (inside.width - (perLine - 1) * GAP) / perLine : CHIP;
  return own.map(({ id }, i) => ({
    id,
    isLabelled,
    x: inside.x + (i % perLine) * (width + GAP),
    y: inside.y + Math.floor(i / perLine) * (CHIP + GAP),
    width,
    height: CHIP,
  }));
}

/** The cell under a place of the board, or null outside the plot. */
export function cellAt(board: Board, { x, y }: { x: number; y: number }): BoardCell | null {
  const inside = (cell: Box) =>
    x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + cell.height;
  return board.cells.find(inside) ?? null;
}

export type Grades = { value: number; feasibility: number };

const STEPS: Record<string, Grades> = {
  ArrowUp: { value: 1, feasibility: 0 },
  ArrowDown: { value: -1, feasibility: 0 },
  ArrowRight: { value: 0, feasibility: 1 },
  ArrowLeft: { value: 0, feasibility: -1 },
};

/** Where an arrow key leads from here, within the board; what has no grades yet begins in the middle. Null for other keys. */
export function gradesAfter(key: string, { value, feasibility }: Omit<Point, "id">): Grades | null {
  const step = STEPS[key];
  if (!step) return null;
  if (value === null || feasibility === null) return { value: value ?? 3, feasibility: feasibility ?? 3 };
  const within = (grade: number) => Math.min(5, Math.max(1, grade));
  return { value: within(value + step.value), feasibility: within(feasibility + step.feasibility) };
}
