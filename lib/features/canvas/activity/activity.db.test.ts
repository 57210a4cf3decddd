import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  doToComments,
  fillCanvas,
  getActivity,
  nameSnapshot,
  restoreSnapshot,
  writeCanvas,
} from "../server.ts";
import type { Turn } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Actor = TestProject["owner"];
const linesOf = async (actor: Actor, turns: readonly Turn[] = []) =>
  (await getActivity(actor, {}, turns)).happenings.map(({ who, words }) => `${who ?? "·"} ${words}`);

describe("the feed of a canvas", () => {
  it("says who edited which block, commented, agreed, kept, filled and brought back", async () => {
    const { owner, product_owner, stakeholder } = await createTestProject();
    await writeCanvas(owner, { decisions: { fields: { decision: "Order" } } });
    await writeCanvas(owner, { decisions: { fields: { decision: "Order more" } } });
    await writeCanvas(product_owner, { decisions: { agreed: true } });
    await doToComments(stakeholder, {
      ...{ deed: "begin", block: "decisions", clientKey: randomUUID() },
      text: `<@${owner.userId}> why more?`,
    });
    await nameSnapshot(owner, { name: "Before the review" });
    await writeCanvas(product_owner, { decisions: { fields: { decision: "Staff" } } });
    await fillCanvas(owner, { from: { kind: "template", key: "retail_demand" } });
    await restoreSnapshot(owner, 1);
    const { happenings } = await getActivity(stakeholder, {}, []);
    const told = happenings.toReversed().map(({ who, words }) => ({ who, words }));
    expect(told.slice(0, 5)).toEqual([
      { who: owner.userName, words: "edited the block “decisions”" },
      { who: product_owner.userName, words: "marked the block “decisions” as agreed" },
      { who: stakeholder.userName, words: "commented on the block “decisions”" },
      { who: owner.userName, words: "kept version 1 of the canvas, “Before the review”" },
      { who: product_owner.userName, words: "reopened the block “decisions”" },
    ]);
    const rest = told.slice(5).map(({ words }) => words);
    expect(rest).toContain("filled the canvas from the template “Retail demand”");
    expect(rest).toContain("brought the canvas back to its version 1");
    const comment = happenings.find(({ words }) => words.startsWith("commented"));
    expect(comment).toMatchObject({
      excerpt: `@${owner.userName} why more?`,
      link: { path: expect.stringMatching(/^canvas\?comments=decisions&thread=[0-9a-f-]{36}$/) },
    });
    expect(happenings.find(({ words }) => words.startsWith("kept"))?.link?.path).toBe(
      "canvas/versions?from=1&to=now",
    );
  });

  it("names a block once a person and quarter of an hour, however many people type in whatever order", async () => {
    const { owner, product_owner } = await createTestProject();
    for (const [actor, key] of [
      [owner, "decisions"],
      [owner, "collecting_data"],
      [product_owner, "decisions"],
      [owner, "decisions"],
      [product_owner, "decisions"],
    ] as const) {
      await writeCanvas(actor, { [key]: { notes: [randomUUID()] } });
    }
    expect((await linesOf(owner)).toReversed()).toEqual([
      `${owner.userName} edited the block “decisions”`,
      `${owner.userName} edited the block “collecting data”`,
      `${product_owner.userName} edited the block “decisions”`,
    ]);
  });

  it("shows nothing of a comment that was deleted, and leads to its block", async () => {
    const { owner } = await createTestProject();
    const wish = { deed: "begin", block: "decisions", text: "A secret", clientKey: randomUUID() };
    const said = await doToComments(owner, wish);
    await doToComments(owner, { deed: "delete", commentId: said?.commentId });
    const { happenings } = await getActivity(owner, {}, []);
    expect(JSON.stringify(happenings)).not.toContain("A secret");
    expect(happenings.map(({ link }) => link?.path)).toEqual([
      "canvas#decisions-title",
      "canvas#decisions-title",
    ]);
  });

  it("comes by the page without a gap or a line twice, claims between, also within one moment", async () => {
    const { owner, workspaceId, projectId } = await createTestProject();
    const start = Date.UTC(2026, 0, 1);
    await db().auditEvent.createMany({
      data: Array.from({ length: 120 }, (_, i) => ({
        ...{ workspaceId, projectId, actorId: owner.userId, action: "canvas.filled", ref: projectId },
        // Three of each moment.
        ...{ at: new Date(start + Math.floor(i / 3) * 1_000), detail: { from: `file ${i}` } },
      })),
    });
    const turns = Array.from(
      { length: 30 },
      (_, i): Turn => ({
        ...{ claimId: randomUUID(), block: "decisions", words: `turned ${i}`, source: null },
        at: start + i * 1_000,
      }),
    );
    const seen: { id: string; at: number }[] = [];
    for (let before: string | null = "the newest"; before !== null; ) {
      const page = await getActivity(owner, { before }, turns);
      expect(page.happenings.length).toBeLessThanOrEqual(50);
      seen.push(...page.happenings);
      before = page.next;
    }
    expect(seen).toHaveLength(150);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(150);
    expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => b - a));
  });

  it("is nothing to another workspace", async () => {
    const [ours, theirs] = [await createTestProject(), await createTestProject()];
    await writeCanvas(ours.owner, { decisions: { fields: { decision: "Order" } } });
    expect(await linesOf({ ...theirs.owner, projectId: ours.projectId })).toEqual([]);
    expect(await linesOf(theirs.owner)).toEqual([]);
  });
});
