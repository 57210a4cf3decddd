import type { Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: from start to end, and of these at work on a processor. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

export interface MainThread {
  /** Of the longest task: milliseconds that it computed. */
  busiestMs: number;
  /** Tasks that took over 50 ms from start to end, with the time for which they had to wait for a processor. */
  longTasks: number;
}

/**
 * Watches the tasks of the page's own thread from now on, in the browser's trace; call the answer to end and hear. What
 * counts is the time a task computes. From start to end it may be longer, when others use all processors: that is the
 * machine's doing, and a machine that trains and runs tests is such a one.
 */
export async function watchMainThread(page: Page): Promise<() => Promise<MainThread>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.name === "thread_name" || event.name.endsWith("RunTask")) events.push(event);
    }
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel"] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
    const key = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
    const named = events.filter(
      ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
    );
    const threads = new Set(named.map(key));
    const tasks = events.filter((event) => event.name !== "thread_name" && threads.has(key(event)));
    if (tasks.length === 0) throw new Error("The trace holds no task of a page: nothing was measured.");
    return {
      busiestMs: Math.max(...tasks.map(({ tdur }) => (tdur ?? 0) / 1_000)),
      longTasks: tasks.filter(({ dur }) => (dur ?? 0) > 50_000).length,
    };
  };
}
