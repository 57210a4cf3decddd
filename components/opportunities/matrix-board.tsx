"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useWidth } from "#components/charts/use-width.ts";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { isWithoutPrediction, type RankedOpportunity } from "#lib/features/opportunities/index.ts";
import {
  AXIS,
  type Board,
  cellAt,
  GRADES,
  type Grades,
  gradesAfter,
  layoutBoard,
} from "./matrix-geometry.ts";

/** From this product on, a cell is shaded as worth starting with. */
const STRONG = 16;
/** A press that moves less than this is a press. */
const SLACK_PX = 4;

/** The list comes back some time after the answer; until then a task stands where it was put. */
const SHOWN_MS = 10_000;

type Move = { id: string; name: string; from: Placing; to: Placing };
type Placing = { value: number | null; feasibility: number | null };
type Drag = { id: string; startX: number; startY: number; dx: number; dy: number; isMoving: boolean };

const placingInWords = ({ value, feasibility }: Placing) =>
  value === null || feasibility === null ? "not placed" : `value ${value}, feasibility ${feasibility}`;

/**
 * Value upward, feasibility to the right: what is worth starting with is top right. A task moves by the mouse, by a finger,
 * or by arrow keys, is saved once when it is let go, and can be put back. The ranked list is the table behind.
 */
export function MatrixBoard({
  tasks,
  onPlace,
}: {
  tasks: readonly RankedOpportunity[];
  /** Absent for those who only read. Says whether it was saved. */
  onPlace?: ((id: string, placing: Placing) => Promise<boolean>) | undefined;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [held, setHeld] = useState<{ id: string; placing: Grades } | null>(null);
  const [sent, setSent] = useState<Record<string, Placing>>({});
  const [drag, setDrag] = useState<Drag | null>(null);
  const [target, setTarget] = useState<Grades | null>(null);
  const [said, setSaid] = useState("");
  const [done, setDone] = useState<Move | null>(null);

  const drawn = tasks.filter((task) => !isWithoutPrediction(task));
  const storedOf = (task: RankedOpportunity): Placing => sent[task.id] ?? task;
  const placingOf = (task: RankedOpportunity): Placing =>
    held?.id === task.id ? held.placing : storedOf(task);
  const board = layoutBoard(
    drawn.map((task) => {
      const { value, feasibility } = placingOf(task);
      return { id: task.id, value, feasibility };
    }),
    width,
  );
  const taskOf = (id: string) => drawn.find((task) => task.id === id);

  const save = async (move: Move) => {
    if (!onPlace) return;
    const { value, feasibility } = move.to;
    if (value === move.from.value && feasibility === move.from.feasibility) return;
    setSent((before) => ({ ...before, [move.id]: move.to }));
    setDone(move);
    setSaid(`${move.name}: ${placingInWords(move.to)}. Saving.`);
    const isSaved = await onPlace(move.id, { value, feasibility });
    const forget = () =>
      setSent((before) => {
        const { [move.id]: own, ...others } = before;
        return own === move.to ? others : before;
      });
    if (isSaved) setTimeout(forget, SHOWN_MS);
    else forget();
    setDone(isSaved ? move : null);
    setSaid(
      isSaved
        ? `${move.name}: ${placingInWords(move.to)}. Saved.`
        : `${move.name} is back: it was not saved.`,
    );
  };
  const undo = () => {
    if (done) void save({ ...done, from: done.to, to: done.from }).then(() => setDone(null));
  };

  const settle = () => {
    const task = held && taskOf(held.id);
    setHeld(null);
    if (held && task) void save({ id: task.id, name: task.name, from: storedOf(task), to: held.placing });
  };

  function onKeyDown(event: KeyboardEvent, task: RankedOpportunity) {
    if (!onPlace) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && done && !held) {
      event.preventDefault();
      return undo();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return settle();
    }
    if (event.key === "Escape" && held) {
      event.preventDefault();
      setHeld(null);
      return setSaid(`${task.name} is back at ${placingInWords(storedOf(task))}.`);
    }
    const next = gradesAfter(event.key, placingOf(task));
    if (!next) return;
    event.preventDefault();
    setHeld({ id: task.id, placing: next });
    setSaid(`${task.name}: ${placingInWords(next)}. Enter keeps it, Escape puts it back.`);
  }

  function onPointerDown(event: PointerEvent<HTMLElement>, id: string) {
    if (!onPlace || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ id, startX: event.clientX, startY: event.clientY, dx: 0, dy: 0, isMoving: false });
  }
  function onPointerMove(event: PointerEvent<HTMLElement>) {
    if (!drag) return;
    const dx = event.clientX - drag.startX;
    const dy = event.clientY - drag.startY;
    const isMoving = drag.isMoving || Math.hypot(dx, dy) > SLACK_PX;
    setDrag({ ...drag, dx, dy, isMoving });
    if (isMoving) setTarget(gradesUnder(event, board, frame.current));
  }
  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const task = drag && taskOf(drag.id);
    // By where it was let go, as the last move may not have been drawn yet.
    const isMoved =
      drag !== null && Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) > SLACK_PX;
    const to = isMoved ? gradesUnder(event, board, frame.current) : null;
    setDrag(null);
    setTarget(null);
    if (task && to) void save({ id: task.id, name: task.name, from: storedOf(task), to });
  }

  const placedCount = drawn.filter((task) => task.value !== null && task.feasibility !== null).length;
  const strong = drawn.filter((task) => (task.value ?? 0) * (task.feasibility ?? 0) >= STRONG).length;
  // In the order of the list, as their numbers are.
  const bare = new Set(board.points.filter((point) => !point.isLabelled).map(({ id }) => id));
  const unlabelled = drawn.filter(({ id }) => bare.has(id));
  return (
    <figure
      aria-label={`${placedCount} of ${drawn.length} tasks by value and feasibility, ${strong} of them worth starting with. The ranked list has the figures.`}
    >
      <div ref={frame} className="relative" style={{ height: board.height }}>
        {width > 0 ? (
          <>
            <Plot board={board} target={target} />
            {board.points.map((point) => {
              const task = taskOf(point.id);
              if (!task) return null;
              // Who only reads has nothing to press.
              const Chip = onPlace ? "button" : "span";
              const isDragged = drag?.id === point.id && drag.isMoving;
              return (
                <Chip
                  key={point.id}
                  type={onPlace ? "button" : undefined}
                  role={onPlace ? undefined : "img"}
                  data-point={task.name}
                  title={task.name}
                  aria-label={`${task.name}: ${placingInWords(placingOf(task))}${task.rank === null ? "" : `, place ${task.rank}`}`}
                  aria-describedby={onPlace ? "matrix-keys" : undefined}
                  className={cx(
                    "absolute flex items-center gap-1.5 text-left text-secondary border rounded-control overflow-hidden",
                    point.isLabelled ? "px-1" : "justify-center",
                    held?.id === point.id || isDragged
                      ? "bg-over2 border-over text-ink z-20"
                      : task.isChosen
                        ? "bg-accent border-accent text-onaccent"
                        : "bg-surface border-control text-ink",
                    onPlace ? "cursor-grab touch-none select-none" : "cursor-default",
                  )}
                  style={{
                    left: point.x,
                    top: point.y,
                    width: point.width,
                    height: point.height,
                    ...(isDragged && {
                      transform: `translate(${drag.dx}px, ${drag.dy}px)`,
                      cursor: "grabbing",
                    }),
                  }}
                  onKeyDown={(event) => onKeyDown(event, task)}
                  onBlur={settle}
                  onPointerDown={(event) => onPointerDown(event, point.id)}
                  onPointerMove={onPointerMove}
                  onPointerUp={onPointerUp}
                  onPointerCancel={() => {
                    setDrag(null);
                    setTarget(null);
                  }}
                >
                  <span className="font-semibold tabular-nums shrink-0 min-w-3 text-center">
                    {task.rank ?? "–"}
                  </span>
                  {point.isLabelled ? <span className="truncate">{task.name}</span> : null}
                </Chip>
              );
            })}
          </>
        ) : null}
      </div>
      {unlabelled.length > 0 ? (
        <ul className="mt-2 columns-3 max-lg:columns-2 max-sm:columns-1 gap-x-6 text-secondary">
          {unlabelled.map(({ id, rank, name }) => (
            <li key={id} className="flex gap-2">
              <span className="font-semibold tabular-nums min-w-4 text-right">{rank ?? "–"}</span>
              <span className="min-w-0 truncate">{name}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <figcaption className="text-secondary text-ink3 mt-2">
        <span id="matrix-keys">
          {onPlace
            ? "Drag a task to where it belongs. By keyboard: Tab to a task, arrow keys move it, Enter keeps it, Escape puts it back. "
            : ""}
          A number is the place in the ranked list, blue the task chosen. Shaded: value × feasibility of{" "}
          {STRONG} or more.
        </span>
      </figcaption>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="text-secondary text-ink2">
          {said}
        </p>
        {done && !held ? (
          <Button size="small" onClick={undo}>
            Undo
          </Button>
        ) : null}
      </div>
    </figure>
  );
}

function gradesUnder(
  event: { clientX: number; clientY: number },
  board: Board,
  frame: HTMLElement | null,
): Grades | null {
  const rect = frame?.getBoundingClientRect();
  if (!rect) return null;
  const cell = cellAt(board, { x: event.clientX - rect.left, y: event.clientY - rect.top });
  return cell && { value: cell.value, feasibility: cell.feasibility };
}

/** Cells, axes and the tray; the tasks stand above. */
function Plot({ board, target }: { board: Board; target: Grades | null }) {
  return (
    <div aria-hidden="true">
      {board.cells.map((cell) => (
        <div
          key={`${cell.value}/${cell.feasibility}`}
          data-cell={`${cell.value}/${cell.feasibility}`}
          className={cx(
            "absolute border-t border-l border-line",
            cell.feasibility === 5 && "border-r",
            cell.value === 1 && "border-b",
            cell.value * cell.feasibility >= STRONG ? "bg-accent2" : "bg-surface",
            target?.value === cell.value &&
              target.feasibility === cell.feasibility &&
              "outline-2 outline-accent -outline-offset-2",
          )}
          style={{ left: cell.x, top: cell.y, width: cell.width, height: cell.height }}
        />
      ))}
      {GRADES.map((grade) => {
        const row = board.cells.find((cell) => cell.value === grade);
        const column = board.cells.find((cell) => cell.feasibility === grade);
        return (
          <div key={grade} className="text-axis text-ink3">
            <span
              className="absolute text-right"
              style={{ left: 18, width: AXIS.left - 26, top: (row?.y ?? 0) + (row?.height ?? 0) / 2 - 8 }}
            >
              {grade}
            </span>
            <span
              className="absolute text-center"
              style={{ left: column?.x, width: column?.width, top: board.plotHeight + 3 }}
            >
              {grade}
            </span>
          </div>
        );
      })}
      <span
        className="absolute left-0 w-4 text-axis text-ink2 text-center [writing-mode:sideways-lr]"
        style={{ top: 0, height: board.plotHeight }}
      >
        value: hardly noticed → decides the year
      </span>
      <span
        className="absolute text-axis text-ink2 text-center"
        style={{ left: AXIS.left, right: 0, top: board.plotHeight + 18 }}
      >
        feasibility: never done → done before
      </span>
      {board.tray ? (
        <div
          className="absolute border border-dashed border-control rounded-panel px-1.5 pt-1 text-axis text-ink2"
          style={{
            left: board.tray.x,
            top: board.tray.y,
            width: board.tray.width,
            height: board.tray.height,
          }}
        >
          Not placed yet
        </div>
      ) : null}
    </div>
  );
}
