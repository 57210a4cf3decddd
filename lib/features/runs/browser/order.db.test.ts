import { describe, expect, it } from "vitest";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { requestRun } from "../server.ts";
import { testRequest } from "../testing.ts";
import { panelForFold } from "./panel.ts";
import { prepareRun } from "./testing/prepare.ts";
import { HORIZON, MODELS, setUpBrowserRun } from "./testing/setup.ts";

const { state, open } = setUpBrowserRun();

describe("the order of time", () => {
  it("shows a fold's data only when every forecast of the fold before is stored", async () => {
    const browser = open();
    await expect(browser.panel(0)).rejects.toMatchObject({ code: "conflict" });
    await prepareRun(state.run.id);
    const first = await browser.panel(0);
    for (let i = 0; i < MODELS; i += 1) {
      for (const fold of [1, 2, -1]) {
        await expect(browser.panel(fold)).rejects.toMatchObject({ code: "conflict", status: 409 });
      }
      const task = await browser.take();
      expect(task.fold.fold).toBe(0);
      await browser.finish(task);
    }
    const second = await browser.panel(1);
    // 120 days, cutoffs one horizon apart; inputs known ahead for one horizon more.
    expect(second.times.length - first.times.length).toBe(HORIZON);
    expect((second.offsets[1] as number) - (first.offsets[1] as number)).toBe(HORIZON);
    for (let i = 0; i < MODELS; i += 1) await browser.finish(await browser.take());
    // Selection comes before the untouched fold, and it is the server's.
    expect(await browser.claim()).toEqual({ state: "wait" });
    await expect(browser.panel(2)).rejects.toMatchObject({ code: "conflict" });
  });

  it("gives a test fold nothing that a cutoff hides, whatever the tasks' rows say", async () => {
    await prepareRun(state.run.id);
    await db().runTask.updateMany({
      where: { runId: state.run.id, kind: "local" },
      data: { status: "queued" },
    });
    await expect(open().panel(2)).rejects.toMatchObject({ code: "conflict" });
  });

  it("knows no fold, no run and no data but its own", async () => {
    await prepareRun(state.run.id);
    const ask = (fold: string, actor: ProjectActor = state.mine.owner, number = state.run.number) =>
      panelForFold(actor, number, { fold });
    await expect(ask("7")).rejects.toMatchObject({ code: "not_found" });
    for (const fold of ["", "1.5", "abc", "-2", "1e9", "99999999999"]) {
      await expect(ask(fold), fold).rejects.toMatchObject({ code: "invalid_input" });
    }
    await expect(panelForFold(state.mine.owner, state.run.number, {})).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(ask("0", state.other.owner)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask("0", state.mine.stakeholder)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("0", state.mine.product_owner)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("0", state.mine.owner, 2 ** 40)).rejects.toMatchObject({ code: "not_found" });
    const onServer = await requestRun(state.mine.owner, testRequest(state.versionId));
    await expect(ask("0", state.mine.owner, onServer.number)).rejects.toMatchObject({ code: "conflict" });
  });
});
