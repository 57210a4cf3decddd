import type { LineageEdge, PlacedNode } from "#lib/features/datasets/index.ts";

/**
 * Where an arrow key goes from a stop: up and down within its column, left to what it comes from and right to what came of
 * it, the nearest first. Null where there is nothing, or for another key.
 */
export function nextStop(
  nodes: readonly PlacedNode[],
  edges: readonly LineageEdge[],
  from: string,
  key: string,
): string | null {
  const here = nodes.find((node) => node.id === from);
  if (!here) return null;
  const nearest = (candidates: readonly PlacedNode[]) =>
    [...candidates].sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0]?.id ?? null;
  const ids = (linked: readonly string[]) => nearest(nodes.filter((node) => linked.includes(node.id)));
  const column = nodes.filter((node) => node.column === here.column && node.id !== here.id);
  switch (key) {
    case "ArrowDown":
      return nearest(column.filter((node) => node.y > here.y));
    case "ArrowUp":
      return nearest(column.filter((node) => node.y < here.y));
    case "ArrowLeft":
      return ids(edges.filter((edge) => edge.to === from).map((edge) => edge.from));
    case "ArrowRight":
      return ids(edges.filter((edge) => edge.from === from).map((edge) => edge.to));
    default:
      return null;
  }
}
