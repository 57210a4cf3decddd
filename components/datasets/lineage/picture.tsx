"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import {
  LINEAGE_COLUMNS,
  type LineageColumn,
  type LineageGraph,
  layoutLineage,
  NODE,
  type PlacedNode,
  relatedTo,
} from "#lib/features/datasets/index.ts";
import { nextStop } from "./next-stop.ts";

const COLUMN_WORDS: Record<LineageColumn, string> = {
  raw: "Raw file",
  recipe: "Recipe",
  version: "Version",
  run: "Run",
  model: "Model put first",
};
const STROKES = {
  normal: { stroke: COLOUR.axis, dash: undefined },
  deleted: { stroke: COLOUR.ink3, dash: "4 3" },
  failed: { stroke: COLOUR.bad, dash: undefined },
  chosen: { stroke: COLOUR.ok, dash: undefined },
} as const;

/**
 * The way from raw file to model, each stop a link. Pointing at a stop, or coming to it by Tab or the arrow keys, shows what
 * it comes from and what came of it.
 */
export function LineagePicture({
  graph,
  base,
  at,
}: {
  graph: LineageGraph;
  /** Address of the project. */
  base: string;
  /** The stop that the address asks about; empty shows all alike. */
  at: string;
}) {
  const { nodes, width, height } = useMemo(() => layoutLineage(graph), [graph]);
  const [current, setCurrent] = useState(at);
  const related = useMemo(() => relatedTo(graph, current), [graph, current]);
  const picture = useRef<SVGSVGElement>(null);
  const placed = new Map(nodes.map((node) => [node.id, node]));
  const isShown = (id: string) => related.size === 0 || related.has(id);

  function onKeyDown(event: KeyboardEvent) {
    const next = nextStop(nodes, graph.edges, current, event.key);
    if (!next) return;
    event.preventDefault();
    picture.current?.querySelector<SVGElement>(`[data-stop="${CSS.escape(next)}"]`)?.focus();
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
    <section className="overflow-x-auto pb-2" aria-label="Picture of the lineage" tabIndex={0}>
      <svg
        ref={picture}
        viewBox={`-2 0 ${width + 4} ${height}`}
        width={width + 4}
        height={height}
        onMouseLeave={() => setCurrent(at)}
        className="block text-secondary"
      >
        <title>From raw file to model; arrow keys go along</title>
        {LINEAGE_COLUMNS.map((column, i) => (
          <text key={column} x={i * (NODE.width + NODE.gapX)} y={14} fill={COLOUR.ink3} fontWeight={500}>
            {COLUMN_WORDS[column]}
          </text>
        ))}
        {graph.edges.map((edge) => {
          const [a, b] = [placed.get(edge.from), placed.get(edge.to)];
          if (!a || !b) return null;
          const isOn = related.has(edge.from) && related.has(edge.to);
          return (
            <path
              key={`${edge.from} ${edge.to}`}
              d={curve(a, b)}
              fill="none"
              stroke={isOn ? COLOUR.forecast : COLOUR.axis}
              strokeWidth={isOn ? 1.75 : 1}
              opacity={isShown(edge.from) && isShown(edge.to) ? 1 : 0.35}
            />
          );
        })}
        {nodes.map((node) => (
          <Stop
            key={node.id}
            node={node}
            href={`${base}/${node.path}`}
            isCurrent={node.id === current}
            isShown={isShown(node.id)}
            onEnter={() => setCurrent(node.id)}
            onKeyDown={onKeyDown}
          />
        ))}
      </svg>
    </section>
  );
}

function curve(a: PlacedNode, b: PlacedNode): string {
  const [x1, y1] = [a.x + NODE.width, a.y + NODE.height / 2];
  const [x2, y2] = [b.x, b.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** Names are cut to the room that a stop has; the whole stands in its title and in the table. */
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function Stop({
  node,
  href,
  isCurrent,
  isShown,
  onEnter,
  onKeyDown,
}: {
  node: PlacedNode;
  href: string;
  isCurrent: boolean;
  isShown: boolean;
  onEnter: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { stroke, dash } = STROKES[node.state];
  const name = `${COLUMN_WORDS[node.column]}: ${node.title}, ${node.detail}`;
  const common = {
    "data-stop": node.id,
    "aria-label": name,
    tabIndex: 0,
    onFocus: onEnter,
    onMouseEnter: onEnter,
    onKeyDown,
    className: "outline-none",
    style: { opacity: isShown ? 1 : 0.6 },
  } as const;
  const drawn = (
    <>
      <title>{name}</title>
      <rect
        x={node.x}
        y={node.y}
        width={NODE.width}
        height={NODE.height}
        rx={4}
        fill={isCurrent ? "var(--color-accent2)" : COLOUR.surface}
        stroke={isCurrent ? COLOUR.forecast : stroke}
        strokeWidth={isCurrent ? 2 : 1}
        strokeDasharray={dash}
      />
      <text x={node.x + 10} y={node.y + 19} fill={COLOUR.ink} fontWeight={600}>
        {cut(node.title, 22)}
      </text>
      <text x={node.x + 10} y={node.y + 36} fill={COLOUR.ink2} fontSize="0.6875rem">
        {cut(node.detail, 27)}
      </text>
    </>
  );
  return (
    <a href={href} {...(isCurrent ? { "aria-current": "location" as const } : {})} {...common}>
      {drawn}
    </a>
  );
}
