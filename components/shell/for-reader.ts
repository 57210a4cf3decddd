import { may, type Right, type ROLE_NAMES, type Stop } from "#lib/features/workspaces/index.ts";
import { STOP_KEYS, STOP_NAMES, type StopKey, type Stops, stopPath } from "./thread.ts";

export type ReaderRole = keyof typeof ROLE_NAMES;

/** What a stop's action needs, told by where it leads; pages that are only read need no more than that. */
export function rightFor(path: string): Right {
  if (path.startsWith("canvas") || path.startsWith("roi")) return "edit_plan";
  if (path === "data/new" || path === "runs/new") return "edit_data_and_runs";
  if (path.endsWith("#decide")) return "decide";
  return "read";
}

/** The stops with actions that this role may take: what it may not do becomes the way to where it can be read. */
export function stopsForReader(stops: Stops, role: ReaderRole): Stops {
  const entries = STOP_KEYS.map((key): [StopKey, Stop] => {
    const stop = stops[key];
    return [
      key,
      may(role, rightFor(stop.action.path)) ? stop : { ...stop, action: readingAction(key, stops) },
    ];
  });
  return Object.fromEntries(entries) as Stops;
}

function readingAction(key: StopKey, stops: Stops): Stop["action"] {
  const [page = ""] = stops[key].action.path.split("#");
  const run = /^runs\/(\d+)$/.exec(page)?.[1];
  if (run) return { label: `Read run ${run}`, path: page };
  const path = page.endsWith("/new") ? stopPath(key, stops) : page;
  const names: Record<string, string> = {
    canvas: "Read the canvas",
    roi: "Read the ROI",
    runs: "See the runs",
  };
  return { label: names[path] ?? `See ${STOP_NAMES[key]}`, path };
}
