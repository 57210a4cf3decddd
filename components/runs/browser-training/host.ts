import { subscribeToProjectEvents } from "#components/events/project-stream.ts";
import { isFinal, type RunLive } from "#lib/features/runs/index.ts";
import { forgetTraining, onRecordChange, readRecord, type TrainingRecord } from "./record.ts";
import { isAtWork, type TrainingState, trainingStore } from "./state.ts";
import { openTeam, type Team } from "./team.ts";

const LOCK = "forecanvas-training";

interface Session {
  record: TrainingRecord;
  /** Gives up waiting for the lock, or ends the training and hands back what is held. */
  end: () => void;
  /** The page is about to go: whatever is held is handed back without waiting for an answer. */
  abandon: () => void;
}

let session: Session | null = null;
/** Fulfilled once the session before has let go of its lock. */
let before: Promise<unknown> = Promise.resolve();

const isSame = (a: TrainingRecord, b: TrainingRecord) => a.base === b.base && a.run === b.run;

let endWatch = () => {};

/** A run that is paused here may end elsewhere: then there is nothing to go on with. */
function watchPaused({ base, run }: TrainingRecord): () => void {
  const look = async () => {
    const response = await fetch(`${base}/runs/${run}/live`).catch(() => null);
    const status = response?.ok ? ((await response.json()) as RunLive).status : null;
    if (response?.status === 404 || (status && isFinal(status))) forgetTraining(base, run);
  };
  void look();
  return subscribeToProjectEvents(base, (event) => {
    if (event.kind === "run.status_changed") void look();
  });
}

/** Brings this tab in line with the record. `base` is the project that is open, if one is. */
function follow(record: TrainingRecord | null, base: string | null): void {
  endWatch();
  endWatch = () => {};
  const wanted = record && !record.isPaused ? record : null;
  if (session && !(wanted && isSame(session.record, wanted))) {
    session.end();
    session = null;
  }
  const shown = trainingStore.read();
  if (!record) {
    // That a run has ended, or why it stopped, stays to be read.
    if (shown && (isAtWork(shown.phase) || shown.phase.name === "elsewhere" || shown.phase.name === "paused"))
      trainingStore.write(null);
    return;
  }
  if (record.isPaused) {
    if (record.base !== base && shown?.run !== record.run) return;
    trainingStore.write({ ...record, phase: { name: "paused" }, progress: null, workers: 0 });
    endWatch = watchPaused(record);
  } else if (!session && record.base === base) {
    session = openSession(record);
  }
}

let openBase: string | null = null;
let isListening = false;

/** Called by every project page: resumes what this browser was training there, and hears of changes from then on. */
export function keepTraining(base: string | null): void {
  openBase = base;
  if (!isListening) {
    isListening = true;
    onRecordChange((record) => follow(record, openBase));
    addEventListener("pagehide", () => {
      session?.abandon();
      session = null;
    });
    // Back from the browser's cache of pages: nothing of it was running meanwhile.
    addEventListener("pageshow", (event) => event.persisted && follow(readRecord(), openBase));
  }
  follow(readRecord(), base);
}

/** One tab of a browser trains; the others wait until it is closed, and then go on. */
function openSession(record: TrainingRecord): Session {
  const over = new AbortController();
  let team: Team | null = null;
  const show = (change: Partial<TrainingState>) => {
    if (over.signal.aborted) return;
    const shown = trainingStore.read();
    const known = shown && shown.base === record.base && shown.run === record.run ? shown : null;
    const { base, run } = record;
    trainingStore.write({
      base,
      run,
      phase: { name: "starting" },
      progress: known?.progress ?? null,
      workers: 0,
      ...change,
    });
  };
  const train = async () => {
    if (over.signal.aborted) return;
    team = openTeam(record, show);
    await team.done;
  };
  const earlier = before;
  const begin = async () => {
    show({});
    await earlier;
    if (over.signal.aborted) return;
    if (!navigator.locks) return train();
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) await train();
      else show({ phase: { name: "elsewhere" } });
    });
    if (team || over.signal.aborted) return;
    await navigator.locks.request(LOCK, { signal: over.signal }, train);
  };
  before = begin()
    .catch((error: unknown) => {
      if (!over.signal.aborted) {
        const words = `Training could not be started in this browser: ${String(error)}`;
        show({ phase: { name: "stopped", reason: "broken", words } });
      }
    })
    .finally(() => {
      if (session?.record === record) session = null;
    });
  return {
    record,
    end: () => {
      over.abort();
      team?.stop();
    },
    abandon: () => {
      over.abort();
      team?.abandon();
    },
  };
}
