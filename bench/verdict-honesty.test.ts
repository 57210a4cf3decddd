import { expect, it } from "vitest";
import type { Verdict } from "#lib/features/verdict/rule.ts";
import type { PanelKind } from "./honesty.ts";
import { runPool } from "./pool.ts";

/** A small sample of what `node bench/verdict-honesty.ts` asserts on 200 panels, with fewer training steps. */
it("says no network pays on noise, and does not miss trend and season", async () => {
  const kinds: PanelKind[] = ["nothing", "structure"];
  const tasks = kinds.flatMap((kind) =>
    Array.from({ length: 12 }, (_, seed) => ({ kind, seed, trainingSteps: 12 })),
  );
  const verdicts = await runPool<(typeof tasks)[number], Verdict>({
    module: new URL("./honesty-worker.ts", import.meta.url),
    tasks,
    threads: 2,
  });
  const said = (kind: PanelKind, answer: Verdict["answer"]) =>
    tasks.filter((task, i) => task.kind === kind && verdicts[i]?.answer === answer).length;
  expect(said("nothing", "network_pays")).toBe(0);
  expect(said("structure", "baseline_suffices")).toBeLessThanOrEqual(1);
}, 300_000);
