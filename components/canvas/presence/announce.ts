import { HEARTBEAT_MS, type PosterBlock } from "#lib/features/canvas/index.ts";

export interface Whereabouts {
  block: PosterBlock["key"] | null;
  /** The label of the field that has the cursor. */
  field: string | null;
}

const NOWHERE: Whereabouts = { block: null, field: null };
/** Whoever tabs through a form says where they end up. */
const CALM_MS = 300;

/** Says where this tab is: at once, at each change and every few seconds, until it is closed or hidden. */
export function announcePresence(options: { base: string; tab: string }): {
  at: (where: Whereabouts) => void;
  close: () => void;
} {
  let where = NOWHERE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (isLeaving: boolean) => {
    // Whether it arrives matters to nobody: the next one comes soon.
    fetch(`${options.base}/canvas/presence`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tab: options.tab, ...where, isLeaving }),
      keepalive: true,
      redirect: "error",
    }).catch(() => {});
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => say(document.visibilityState === "hidden"), CALM_MS);
  };
  const onHide = () => say(true);
  const beat = setInterval(() => document.visibilityState === "visible" && say(false), HEARTBEAT_MS);
  document.addEventListener("visibilitychange", soon);
  window.addEventListener("pagehide", onHide);
  soon();

  return {
    at: (next) => {
      if (next.block === where.block && next.field === where.field) return;
      where = next;
      soon();
    },
    close: () => {
      clearTimeout(timer);
      clearInterval(beat);
      document.removeEventListener("visibilitychange", soon);
      window.removeEventListener("pagehide", onHide);
      say(true);
    },
  };
}
