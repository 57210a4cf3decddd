/** A worker of a browser that trains: it fetches, computes and sends, so that the page itself stays free. */
import type { FromBrowserTrainer, ToBrowserTrainer } from "#lib/features/runs/browser/trainer-messages.ts";
import { prepareTensorflow } from "./tf-browser.ts";
import { openLink } from "./trainer-browser-link.ts";
import { createTrainerLoop, type TrainerLoop } from "./trainer-browser-loop.ts";
import { computeAuto, computeForecast } from "./trainer-compute.ts";

interface Scope {
  postMessage: (message: FromBrowserTrainer) => void;
  addEventListener: (
    type: "message" | "online",
    listener: (event: MessageEvent<ToBrowserTrainer>) => void,
    options?: { once?: boolean; signal?: AbortSignal },
  ) => void;
}
// The types of a page are loaded, not those of a worker.
const scope = self as unknown as Scope;
const post = (message: FromBrowserTrainer) => scope.postMessage(message);

/** At most what the server allows. */
const CLAIM_WAIT_MS = 20_000;
/** Between two looks of a browser without Web Locks, which a page without https does not have. */
const UNLOCKED_PAUSE_MS = 1_000;

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const end = () => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { signal: done.signal });
    scope.addEventListener("online", end, { signal: done.signal });
  });
}

function start({
  path,
  workerId,
  workers,
  reports,
}: Extract<ToBrowserTrainer, { type: "start" }>): TrainerLoop {
  const loop = createTrainerLoop({
    connect: (onOffline) =>
      openLink({ path, workerId, fetch: (...args) => fetch(...args), sleep, onOffline }),
    compute: (job, options) => computeForecast(job, { ...options, prepareTensorflow }),
    computeAuto: (job, options) => computeAuto(job, { ...options, prepareTensorflow }),
    clock: () => performance.now(),
    takeTurn: async (signal, claim) => {
      if (navigator.locks) {
        return navigator.locks.request(`forecanvas-claim:${path}`, { signal }, () => claim(CLAIM_WAIT_MS));
      }
      const answer = await claim(0);
      if (answer.state === "wait") await sleep(UNLOCKED_PAUSE_MS, signal);
      return answer;
    },
    post,
    reports,
    facts: { workers: String(workers) },
  });
  void loop.run();
  return loop;
}

let loop: TrainerLoop | null = null;

scope.addEventListener("message", ({ data }) => {
  if (data.type === "start") {
    loop ??= start(data);
    // While the server prepares the run. What goes wrong here goes wrong again, and is told, when it is needed.
    prepareTensorflow().catch(() => {});
  } else if (data.type === "check") loop?.check();
  else loop?.stop();
});
