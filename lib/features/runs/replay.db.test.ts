import { describe, expect, it } from "vitest";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { prepareRun } from "./browser/testing/prepare.ts";
import { setUpBrowserRun } from "./browser/testing/setup.ts";
import { getTrainStop, replayOnServer, requestRun } from "./server.ts";
import { testRequest } from "./testing.ts";

const { state } = setUpBrowserRun();

describe("asking for a browser's run, and for its replay", () => {
  it("refuses a place that there is not", async () => {
    const request = { ...testRequest(state.versionId), place: "moon" } as never;
    await expect(requestRun(state.mine.owner, request)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("replays nothing that a server trained, that has not succeeded, or that is another workspace's", async () => {
    const onServer = await requestRun(state.mine.owner, testRequest(state.versionId));
    const replay = (actor: ProjectActor, number: number) => replayOnServer(actor, { number });
    await expect(replay(state.mine.owner, onServer.number)).rejects.toMatchObject({ code: "conflict" });
    await expect(replay(state.mine.owner, state.run.number)).rejects.toMatchObject({ code: "conflict" });
    await expect(replay(state.mine.stakeholder, state.run.number)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(replay(state.other.owner, state.run.number)).rejects.toMatchObject({ code: "not_found" });
  });

  it("makes one replay of twenty that are asked for at once, and another after that one failed", async () => {
    await prepareRun(state.run.id);
    await db().run.update({ where: { id: state.run.id }, data: { status: "succeeded" } });
    const ask = () => replayOnServer(state.mine.data_scientist, { number: state.run.number });
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    const id = answers[0]?.id ?? "";
    const [original, replay] = await Promise.all(
      [state.run.id, id].map((each) => db().run.findUniqueOrThrow({ where: { id: each } })),
    );
    expect(replay).toMatchObject({
      place: "server",
      replayOfId: state.run.id,
      status: "queued",
      spec: original?.spec,
      seed: original?.seed,
      datasetVersionId: original?.datasetVersionId,
    });
    // The thread goes on showing the run that people asked for.
    expect((await getTrainStop(state.mine.stakeholder)).headline).toContain(`Run ${state.run.number}`);
    expect(await db().auditEvent.count({ where: { ref: id, action: "run.requested" } })).toBe(1);
    await db().run.update({ where: { id }, data: { status: "failed" } });
    expect((await ask()).id).not.toBe(id);
  });
});
