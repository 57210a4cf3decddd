/** A link of the process graph, in the order in which links were drawn. */
export interface Arrow {
  id: string;
  fromId: string;
  toId: string;
}

export interface Placed {
  id: string;
  /** 0 is where the process begins. */
  column: number;
  /** Within its column, 0 the first. */
  row: number;
}

export interface ProcessLayout {
  /** Tasks that a link touches. */
  placed: Placed[];
  /** Tasks that no link touches, in the order given. */
  loose: string[];
  /** Links that close a loop: they lead back to an earlier task. */
  back: Set<string>;
  /** Where a link that skips columns passes them, by link, so that it goes between the tasks and not behind them. */
  via: Map<string, { column: number; row: number }[]>;
  columns: number;
  /** Of the longest column. */
  rows: number;
}

/** Sweeps over the columns; more change nothing for graphs of this size. */
const SWEEPS = 4;

/**
 * The links that close a loop. Processes do have loops (what was ordered is what is observed), so they are allowed; of
 * a loop the link that was drawn last is the way back, the others give the order of the tasks. O(links²).
 */
export function backLinks(links: readonly Arrow[]): Set<string> {
  const next = new Map<string, string[]>();
  const back = new Set<string>();
  for (const { id, fromId, toId } of links) {
    if (fromId === toId || reaches(next, toId, fromId)) back.add(id);
    else next.set(fromId, [...(next.get(fromId) ?? []), toId]);
  }
  return back;
}

function reaches(next: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    for (const after of next.get(at) ?? []) {
      if (seen.has(after)) continue;
      seen.add(after);
      open.push(after);
    }
  }
  return false;
}

/**
 * The shortest chain of tasks from one to another along the links, both included; null where there is none. For words
 * about the loop that a new link would close.
 */
export function chainBetween(links: readonly Arrow[], fromId: string, toId: string): string[] | null {
  const came = new Map<string, string | null>([[fromId, null]]);
  const open = [fromId];
  for (let i = 0; i < open.length; i += 1) {
    const at = open[i] as string;
    if (at === toId) {
      const chain: string[] = [];
      for (let step: string | null = at; step !== null; step = came.get(step) ?? null) chain.unshift(step);
      return chain;
    }
    for (const link of links) {
      if (link.fromId !== at || came.has(link.toId)) continue;
      came.set(link.toId, at);
      open.push(link.toId);
    }
  }
  return null;
}

/**
 * A layered drawing: each task one column after the last of those that hand something to it (longest path), and within
 * its column near the mean of its neighbours' rows (barycentre method; Sugiyama, Tagawa and Toda 1981). The same graph
 * gives the same drawing. Links to tasks that are not given are left out.
 */
export function layoutProcess(tasks: readonly { id: string }[], links: readonly Arrow[]): ProcessLayout {
  const known = new Set(tasks.map((task) => task.id));
  const drawn = links.filter((link) => known.has(link.fromId) && known.has(link.toId));
  const back = backLinks(drawn);
  const forward = drawn.filter((link) => !back.has(link.id));
  const touched = new Set(drawn.flatMap((link) => [link.fromId, link.toId]));

  const column = new Map<string, number>();
  const columnOf = (id: string): number => {
    const done = column.get(id);
    if (done !== undefined) return done;
    const before = forward.filter((link) => link.toId === id).map((link) => columnOf(link.fromId) + 1);
    const own = Math.max(0, ...before);
    column.set(id, own);
    return own;
  };
  const layers: string[][] = [];
  for (const { id } of tasks) {
    if (!touched.has(id)) continue;
    const at = columnOf(id);
    while (layers.length <= at) layers.push([]);
    layers[at]?.push(id);
  }
  const steps = forward.flatMap((link) => stepsOf(link, column, layers));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) orderByNeighbours(layers, steps, sweep % 2 === 0);
  const spots = layers.flatMap((layer, at) => layer.map((id, row) => ({ id, column: at, row })));
  const via: ProcessLayout["via"] = new Map();
  for (const { id } of forward) {
    const passed = spots.filter((spot) => spot.id.startsWith(`${id}${PASSING}`));
    if (passed.length > 0)
      via.set(
        id,
        passed.map(({ column: at, row }) => ({ column: at, row })),
      );
  }
  return {
    placed: spots.filter(({ id }) => known.has(id)),
    loose: tasks.filter(({ id }) => !touched.has(id)).map(({ id }) => id),
    back,
    via,
    columns: layers.length,
    rows: Math.max(0, ...layers.map((layer) => layer.length)),
  };
}

/** Between a link's id and the column that it passes; ids of ours have no space. */
const PASSING = " passes ";

type Step = Pick<Arrow, "fromId" | "toId">;

/** A link cut at the columns that it passes, where it takes a place of its own. */
function stepsOf(link: Arrow, column: ReadonlyMap<string, number>, layers: string[][]): Step[] {
  const steps: Step[] = [];
  let from = link.fromId;
  for (let at = (column.get(link.fromId) ?? 0) + 1; at < (column.get(link.toId) ?? 0); at += 1) {
    const passing = `${link.id}${PASSING}${at}`;
    layers[at]?.push(passing);
    steps.push({ fromId: from, toId: passing });
    from = passing;
  }
  return [...steps, { fromId: from, toId: link.toId }];
}

/** Sorts each layer by where its neighbours stand, going down the layers or up. */
function orderByNeighbours(layers: string[][], links: readonly Step[], isDown: boolean): void {
  const order = isDown ? layers : layers.toReversed();
  for (const layer of order) {
    // The middle of a layer is 0, so that layers of different lengths can be compared.
    const place = new Map(layers.flatMap((one) => one.map((id, row) => [id, row - (one.length - 1) / 2])));
    const wish = new Map(
      layer.map((id) => {
        const near = links
          .filter((link) => (isDown ? link.toId : link.fromId) === id)
          .map((link) => place.get(isDown ? link.fromId : link.toId) ?? 0);
        const own = place.get(id) ?? 0;
        return [id, near.length === 0 ? own : near.reduce((sum, one) => sum + one, 0) / near.length];
      }),
    );
    layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
  }
}
