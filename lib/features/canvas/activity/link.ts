/** Where an entry of the feed leads: below the project, or nowhere. */
export function linkOf(
  entry: { action: string; ref: string; detail: Readonly<Record<string, unknown>> },
  { isThere }: { isThere: boolean },
): { path: string; label: string } | null {
  const { action, ref, detail } = entry;
  const block = keyOf(detail.block) ?? keyOf(Array.isArray(detail.blocks) ? detail.blocks[0] : null);
  if (action.startsWith("comment.")) {
    const thread = typeof detail.thread === "string" ? detail.thread : "";
    if (!isThere || block === null) return toBlock(block);
    return { path: `canvas?comments=${block}&thread=${thread}`, label: "The comment" };
  }
  if (action === "canvas.snapshot_named" && /^\d{1,10}$/.test(ref)) {
    return { path: `canvas/versions?from=${ref}&to=now`, label: "What changed since" };
  }
  if (action === "canvas.restored") return { path: "canvas/versions", label: "The versions" };
  return toBlock(block);
}

function toBlock(block: string | null): { path: string; label: string } {
  return block === null
    ? { path: "canvas", label: "The canvas" }
    : { path: `canvas#${block}-title`, label: "The block" };
}

function keyOf(value: unknown): string | null {
  return typeof value === "string" && /^[a-z_]{1,40}$/.test(value) ? value : null;
}
