/** The stops of the way, in its order. */
export const LINEAGE_COLUMNS = ["raw", "recipe", "version", "run", "model"] as const;
export type LineageColumn = (typeof LINEAGE_COLUMNS)[number];

export interface LineageNode {
  /** `version:…`, unique in the graph and stable, so that an address can name it. */
  id: string;
  column: LineageColumn;
  title: string;
  detail: string;
  /** Where it stands, below the project. */
  path: string;
  state: "normal" | "deleted" | "failed" | "chosen";
}

export interface LineageEdge {
  from: string;
  to: string;
  /** The versions on whose way it lies: a recipe is shared by several. */
  versions: string[];
}

export interface LineageGraph {
  nodes: LineageNode[];
  edges: LineageEdge[];
}

/**
 * What a stop comes from and what came of it: the stop itself, everything before and everything after it, but not what only
 * shares a recipe or a file with it.
 */
export function relatedTo(graph: LineageGraph, id: string): ReadonlySet<string> {
  const start = graph.nodes.find((node) => node.id === id);
  if (!start) return new Set();
  const touching = graph.edges.filter((edge) => edge.from === id || edge.to === id);
  const versions = new Set(start.column === "version" ? [id] : touching.flatMap((edge) => edge.versions));
  const isOnWay = (edge: LineageEdge) => edge.versions.some((version) => versions.has(version));
  const found = new Set([id]);
  for (const direction of ["back", "on"] as const) {
    let reached = [id];
    while (reached.length > 0) {
      const next = graph.edges.filter(isOnWay).flatMap((edge) => {
        const [here, there] = direction === "back" ? [edge.to, edge.from] : [edge.from, edge.to];
        return reached.includes(here) && !found.has(there) ? [there] : [];
      });
      for (const each of next) found.add(each);
      reached = [...new Set(next)];
    }
  }
  return found;
}

export interface PlacedNode extends LineageNode {
  x: number;
  y: number;
}

export interface LineageLayout {
  nodes: PlacedNode[];
  width: number;
  height: number;
}

export const NODE = { width: 176, height: 46, gapX: 44, gapY: 12, top: 28 } as const;

/**
 * A place for every stop: a column each kind, in it the order that keeps lines short (by the mean place of what a stop comes
 * from; versions keep the order in which they are given). Pixels; `x` and `y` are the upper left corner.
 */
export function layoutLineage(graph: LineageGraph): LineageLayout {
  const place = new Map<string, number>();
  const columns = new Map<LineageColumn, LineageNode[]>();
  const of = (column: LineageColumn) => graph.nodes.filter((node) => node.column === column);
  const arrange = (column: LineageColumn, neighbours: (id: string) => string[]) => {
    const nodes = of(column).map((node, given) => {
      const places = neighbours(node.id).flatMap((id) => place.get(id) ?? []);
      const mean = places.reduce((sum, each) => sum + each, 0) / places.length;
      return { node, given, mean: places.length > 0 ? mean : Number.POSITIVE_INFINITY };
    });
    nodes.sort((a, b) => (a.mean === b.mean ? a.given - b.given : a.mean - b.mean));
    columns.set(
      column,
      nodes.map(({ node }) => node),
    );
    nodes.forEach(({ node }, i) => {
      place.set(node.id, i);
    });
  };
  const before = (id: string) => graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const after = (id: string) => graph.edges.filter((edge) => edge.from === id).map((edge) => edge.to);
  arrange("version", () => []);
  arrange("recipe", after);
  arrange("raw", after);
  arrange("run", before);
  arrange("model", before);
  const rows = Math.max(1, ...[...columns.values()].map((nodes) => nodes.length));
  const step = NODE.height + NODE.gapY;
  const nodes = LINEAGE_COLUMNS.flatMap((column, c) => {
    const own = columns.get(column) ?? [];
    // Fewer stops stand in the middle of those beside them.
    const shift = ((rows - own.length) * step) / 2;
    return own.map((node, i) => ({
      ...node,
      x: c * (NODE.width + NODE.gapX),
      y: NODE.top + shift + i * step,
    }));
  });
  return {
    nodes,
    width: LINEAGE_COLUMNS.length * (NODE.width + NODE.gapX) - NODE.gapX,
    height: NODE.top + rows * step,
  };
}
