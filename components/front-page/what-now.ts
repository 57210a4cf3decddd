import { type ReaderRole, rightFor, stopsForReader } from "#components/shell/for-reader.ts";
import { STOP_KEYS, type StopKey, type Stops } from "#components/shell/thread.ts";
import { may, RIGHTS, ROLE_NAMES, type Stop } from "#lib/features/workspaces/index.ts";

export interface WhatNow {
  stop: StopKey | null;
  state: Stop["state"];
  headline: string;
  detail: string;
  action: { label: string; path: string };
  /** Who is waited for, when the reader may not do it. */
  waitsFor: string | null;
}

/**
 * The one next step of a project, for a reader of this role:
 * 1. a project in which nothing was trained, judged or decided starts with its empty plan;
 * 2. of the stops that need somebody or are at work, the furthest along the thread: it is nearest to money;
 * 3. else the first stop where nothing is yet;
 * 4. else the first warning;
 * 5. else nothing waits.
 * A reader who may not do it is told who may, and led to where it can be read.
 */
export function whatNow(stops: Stops, role: ReaderRole): WhatNow {
  const key = nextStop(stops);
  if (key === null) {
    return {
      stop: null,
      state: "done",
      headline: "Nothing waits",
      detail: stops.decide.headline,
      action: stops.decide.action,
      waitsFor: null,
    };
  }
  const stop = stops[key];
  const { state, headline, action } = stop;
  const detail = detailOf(key, stops);
  const right = rightFor(action.path);
  if (may(role, right)) return { stop: key, state, headline, detail, action, waitsFor: null };
  return {
    stop: key,
    state,
    headline,
    detail,
    action: stopsForReader(stops, role)[key].action,
    waitsFor: RIGHTS[right].map((name) => ROLE_NAMES[name]).join(", "),
  };
}

function nextStop(stops: Stops): StopKey | null {
  const isUntouched = (["train", "judge", "decide"] as const).every((key) => stops[key].state === "empty");
  if (isUntouched && stops.plan.state === "empty") return "plan";
  const isPressing = (key: StopKey) => stops[key].state === "needs_you" || stops[key].state === "running";
  return (
    STOP_KEYS.findLast(isPressing) ??
    STOP_KEYS.find((key) => stops[key].state === "empty") ??
    STOP_KEYS.find((key) => stops[key].state === "warning") ??
    null
  );
}

/** A run that waits for a decision brings its verdict along: the sentence with the numbers in it. */
function detailOf(key: StopKey, { [key]: stop, judge, decide }: Stops): string {
  const isOnVerdict = key === "decide" && decide.action.path === `${judge.action.path}#decide`;
  return isOnVerdict ? [judge.headline, judge.detail].filter(Boolean).join(" ") : stop.detail;
}
