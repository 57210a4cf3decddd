import type { Stop } from "#lib/features/workspaces/index.ts";

/** The stops of the thread, in its order. */
export const STOP_KEYS = ["plan", "data", "train", "judge", "decide"] as const;
export type StopKey = (typeof STOP_KEYS)[number];
export type Stops = Record<StopKey, Stop>;

export const STOP_NAMES: Record<StopKey, string> = {
  plan: "Plan",
  data: "Data",
  train: "Train",
  judge: "Judge",
  decide: "Decide",
};

/** The second key after G; the product's own list (C is Decide, since D is Data). */
export const STOP_LETTERS: Record<StopKey, string> = {
  plan: "p",
  data: "d",
  train: "t",
  judge: "j",
  decide: "c",
};

const HOMES: Record<Exclude<StopKey, "judge">, string> = {
  plan: "canvas",
  data: "data",
  train: "runs",
  decide: "decisions",
};

/** Where a stop lives, below the project. Judge's page is the run that its verdict is about, once there is one. */
export function stopPath(key: StopKey, stops: Stops): string {
  if (key !== "judge") return HOMES[key];
  const { path } = stops.judge.action;
  return /^runs\/\d+$/.test(path) ? path : "judge";
}

/** Which stop a path below the project belongs to; null on the front page and the settings. */
export function currentStop(path: string, stops: Stops): StopKey | null {
  const [room] = path.split("/");
  switch (room) {
    case "canvas":
    case "roi":
    case "opportunities":
      return "plan";
    case "data":
      return "data";
    case "runs":
      return path === stopPath("judge", stops) ? "judge" : "train";
    case "judge":
    case "models":
      return "judge";
    case "decisions":
      return "decide";
    default:
      return null;
  }
}

export interface Crumb {
  label: string;
  /** Below the project; absent where there is no page. */
  path?: string;
}

const ROOMS: Record<string, string> = {
  canvas: "Canvas",
  opportunities: "Opportunities",
  roi: "ROI",
  data: "Data",
  runs: "Runs",
  judge: "Judge",
  models: "Leaderboard",
  decisions: "Decisions",
  settings: "Settings",
};

/** "runs/14" → Runs, Run 14. What it doesn't know it leaves out: the page's own title says it. */
export function crumbs(path: string): Crumb[] {
  const [room = "", next] = path.split("/");
  const label = ROOMS[room];
  if (!label) return [];
  const trail: Crumb[] = [];
  if (room === "canvas" || room === "opportunities" || room === "roi") trail.push({ label: "Plan" });
  if (room === "models") trail.push({ label: "Judge" });
  trail.push({ label, path: room });
  if (next === "new") trail.push({ label: room === "runs" ? "New run" : "New" });
  else if (room === "runs" && next && /^\d+$/.test(next)) trail.push({ label: `Run ${next}` });
  else if (room === "canvas" && next === "activity") trail.push({ label: "Activity" });
  else if (room === "data" && next === "datasets") trail.push({ label: "Dataset" });
  else if (room === "data" && next) trail.push({ label: "Version" });
  return trail;
}
