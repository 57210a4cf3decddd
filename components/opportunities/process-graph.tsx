"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useWidth } from "#components/charts/use-width.ts";
import { cx } from "#components/ui/cx.ts";
import {
  isWithoutPrediction,
  type ProcessLayout,
  type ProcessLinkView,
  type RankedOpportunity,
} from "#lib/features/opportunities/index.ts";
import { drawProcess, neighbourOf, type Spot } from "./graph-geometry.ts";
import { roleInWords } from "./role-words.ts";

export type Picked = { kind: "task" | "link"; id: string } | null;

/**
 * The process as boxes and arrows. A link is drawn from the dot at a task's edge to another task, by mouse or finger; by
 * keyboard L begins one, arrows choose the task, Enter draws it. The list of links is the same in lines.
 */
export function ProcessGraph({
  tasks,
  links,
  layout,
  picked,
  onPick,
  onLink,
  onDeleteLink,
}: {
  tasks: readonly RankedOpportunity[];
  links: readonly ProcessLinkView[];
  layout: ProcessLayout;
  picked: Picked;
  onPick: (picked: Picked) => void;
  /** Both absent for those who only read. */
  onLink?: ((fromId: string, toId: string) => void) | undefined;
  onDeleteLink?: ((id: string) => void) | undefined;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const [current, setCurrent] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [pointer, setPointer] = useState<Spot | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  if (layout.placed.length === 0) return null;

  const drawing = drawProcess(layout, links, room);
  const taskOf = (id: string) => tasks.find((task) => task.id === id);
  const nameOf = (id: string) => taskOf(id)?.name ?? "";
  const focused = current && drawing.tasks.has(current) ? current : (layout.placed[0]?.id ?? null);

  const spotOf = (event: PointerEvent): Spot | null => {
    const rect = canvas.current?.getBoundingClientRect();
    return rect ? { x: event.clientX - rect.left, y: event.clientY - rect.top } : null;
  };
  const taskUnder = (event: PointerEvent): string | null =>
    document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-task]")?.dataset
      .task ?? null;
  const stop = () => {
    setFrom(null);
    setPointer(null);
    setOver(null);
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>, id: string) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbourOf(drawing, id, event.key);
    if (next !== null) {
      event.preventDefault();
      setCurrent(next);
      canvas.current?.querySelector<HTMLElement>(`[data-task="${next}"]`)?.focus();
      if (from !== null)
        setSaid(`Link from ${nameOf(from)} to ${nameOf(next)}? Enter draws it, Escape leaves it.`);
      return;
    }
    if (event.key === "Escape") {
      if (from !== null) setSaid("No link was drawn.");
      stop();
      onPick(null);
    } else if ((event.key === "l" || event.key === "L") && onLink) {
      event.preventDefault();
      setFrom(id);
      setSaid(`Link from ${nameOf(id)}. Arrow keys choose the task it leads to, Enter draws it.`);
    } else if (event.key === "Enter" && from !== null && onLink) {
      // A press of Enter would also pick the task.
      event.preventDefault();
      if (from === id) setSaid("A task hands nothing to itself. Choose another one.");
      else {
        onLink(from, id);
        stop();
        setSaid("");
      }
    }
  }

  const source = from === null ? null : drawing.tasks.get(from);
  return (
    <div>
      <section
        ref={frame}
        className="overflow-x-auto"
        aria-label="Picture of the process"
        tabIndex={drawing.width > room ? 0 : -1}
      >
        {room > 0 ? (
          <div ref={canvas} className="relative" style={{ width: drawing.width, height: drawing.height }}>
            <svg
              className="absolute inset-0"
              width={drawing.width}
              height={drawing.height}
              aria-hidden="true"
            >
              <defs>
                <marker
                  id="arrow"
                  viewBox="0 0 8 8"
                  refX="7"
                  refY="4"
                  markerWidth="7"
                  markerHeight="7"
                  orient="auto"
                >
                  <path d="M0,0 L8,4 L0,8 z" fill="var(--color-control)" />
                </marker>
              </defs>
              {drawing.links.map(({ id, path, isBack }) => (
                <path
                  key={id}
                  d={path}
                  fill="none"
                  stroke={picked?.id === id ? "var(--color-accent)" : "var(--color-control)"}
                  strokeWidth={picked?.id === id ? 2.5 : 1.25}
                  strokeDasharray={isBack ? "4 3" : undefined}
                  markerEnd="url(#arrow)"
                />
              ))}
              {source && pointer ? (
                <path
                  d={`M${source.x + drawing.node.width},${source.y + drawing.node.height / 2} L${pointer.x},${pointer.y}`}
                  stroke="var(--color-accent)"
                  strokeWidth="2"
                  strokeDasharray="4 3"
                />
              ) : null}
            </svg>
            {layout.placed.map(({ id }) => {
              const task = taskOf(id);
              const spot = drawing.tasks.get(id);
              if (!task || !spot) return null;
              const isOff = isWithoutPrediction(task);
              return (
                <div key={id} className="absolute" style={{ left: spot.x, top: spot.y }}>
                  <button
                    type="button"
                    data-task={id}
                    tabIndex={id === focused ? 0 : -1}
                    aria-pressed={picked?.kind === "task" && picked.id === id}
                    aria-label={`${task.name}, ${roleInWords(task)}${task.isChosen ? ", chosen" : ""}`}
                    title={task.name}
                    className={cx(
                      "block text-left px-2 py-1 rounded-control border overflow-hidden",
                      isOff ? "border-dashed border-control bg-bg" : "border-control bg-surface",
                      task.isChosen && "border-accent bg-accent2",
                      (picked?.id === id || over === id || from === id) && "outline-2 outline-accent",
                    )}
                    style={{ width: drawing.node.width, height: drawing.node.height }}
                    onFocus={() => setCurrent(id)}
                    onClick={() => onPick({ kind: "task", id })}
                    onKeyDown={(event) => onKeyDown(event, id)}
                  >
                    <span className="text-secondary font-medium line-clamp-2 [overflow-wrap:anywhere]">
                      {task.name}
                    </span>
                    <span className="text-axis text-ink3 block truncate">{roleInWords(task)}</span>
                  </button>
                  {onLink ? (
                    <span
                      aria-hidden="true"
                      title="Drag to another task to link them"
                      className="absolute -right-3 top-1/2 -translate-y-1/2 size-6 flex items-center justify-center cursor-crosshair touch-none"
                      onPointerDown={(event) => {
                        if (event.button !== 0) return;
                        event.preventDefault();
                        event.currentTarget.setPointerCapture(event.pointerId);
                        setFrom(id);
                        setPointer(spotOf(event));
                      }}
                      onPointerMove={(event) => {
                        if (from !== id || pointer === null) return;
                        setPointer(spotOf(event));
                        setOver(taskUnder(event));
                      }}
                      onPointerUp={(event) => {
                        const to = taskUnder(event);
                        if (from === id && to !== null && to !== id) onLink(id, to);
                        stop();
                      }}
                      onPointerCancel={stop}
                    >
                      <span className="size-2.5 rounded-full bg-surface border-2 border-control" />
                    </span>
                  ) : null}
                </div>
              );
            })}
            {drawing.links.map(({ id, label, isBack }) => {
              const link = links.find((one) => one.id === id);
              if (!link) return null;
              const hasRoom = drawing.label.width > 30;
              return (
                <button
                  key={id}
                  type="button"
                  aria-label={`Link from ${nameOf(link.fromId)} to ${nameOf(link.toId)}${link.label && `: ${link.label}`}${isBack ? ", a way back" : ""}`}
                  aria-pressed={picked?.kind === "link" && picked.id === id}
                  title={link.label || "A link without words"}
                  className="absolute -translate-x-1/2 -translate-y-1/2 min-h-6 min-w-6 flex items-center justify-center text-axis text-ink2 text-center leading-tight"
                  style={{
                    left: label.x,
                    top: label.y,
                    maxWidth: isBack ? 180 : drawing.label.width,
                    maxHeight: drawing.label.height,
                  }}
                  onClick={() => onPick({ kind: "link", id })}
                  onKeyDown={(event) => {
                    if ((event.key === "Delete" || event.key === "Backspace") && onDeleteLink) {
                      event.preventDefault();
                      onDeleteLink(id);
                    }
                  }}
                >
                  {link.label && hasRoom ? (
                    <span className={cx("bg-bg px-0.5 line-clamp-2", picked?.id === id && "text-accent")}>
                      {link.label}
                    </span>
                  ) : (
                    <span
                      className={cx("size-2 rounded-full", picked?.id === id ? "bg-accent" : "bg-control")}
                    />
                  )}
                </button>
              );
            })}
          </div>
        ) : null}
      </section>
      <p role="status" className="text-secondary text-ink2 min-h-4">
        {said}
      </p>
    </div>
  );
}
