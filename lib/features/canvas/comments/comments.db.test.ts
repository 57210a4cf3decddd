import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeMember } from "#lib/features/workspaces/server.ts";
import { formatDate } from "#lib/format/index.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  countUnread,
  doToComments,
  exportCanvas,
  getOpenCounts,
  getTalk,
  listNotices,
  readAllNotices,
  writeCanvas,
} from "../server.ts";
import { LONGEST_COMMENT } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Actor = TestProject["owner"];
const at = (actor: { userId: string }) => `<@${actor.userId}>`;

/** Begins a thread; its ids. */
async function begin(actor: Actor, text: string, more: Record<string, unknown> = {}) {
  const said = await doToComments(actor, {
    ...{ deed: "begin", block: "decisions", text, clientKey: randomUUID() },
    ...more,
  });
  if (!said) throw new Error("Nothing was said.");
  return said;
}
async function answer(actor: Actor, threadId: string, text: string) {
  return doToComments(actor, { deed: "reply", threadId, text, clientKey: randomUUID() });
}
const talk = (actor: Actor, query = {}) => getTalk(actor, { block: "decisions", ...query });
const textsOf = async (actor: Actor, query = {}) =>
  (await talk(actor, query)).threads.map((thread) => thread.comments.map((comment) => comment.text));
const noticesOf = async (actor: Actor) =>
  (await listNotices(actor, {})).notices.map(({ reason, excerpt, isRead }) => ({ reason, excerpt, isRead }));

describe("a comment", () => {
  it("is made by every role, read by every role, and told to open canvases", async () => {
    const { owner, product_owner, data_scientist, stakeholder, projectId } = await createTestProject();
    for (const actor of [owner, product_owner, data_scientist, stakeholder]) await begin(actor, actor.role);
    expect(await textsOf(stakeholder)).toEqual([
      ["owner"],
      ["product_owner"],
      ["data_scientist"],
      ["stakeholder"],
    ]);
    expect(await getOpenCounts(stakeholder)).toEqual({ decisions: 4 });
    expect(await db().event.count({ where: { projectId, kind: "comments.changed" } })).toBe(4);
    const { names } = await talk(owner);
    expect(names[stakeholder.userId]).toBe(stakeholder.userName);
  });

  it("is said once however often its request arrives", async () => {
    const { stakeholder } = await createTestProject();
    const wish = { deed: "begin", block: "decisions", text: "Once", clientKey: randomUUID() };
    const said = await Promise.all(Array.from({ length: 5 }, () => doToComments(stakeholder, wish)));
    expect(new Set(said.map((one) => one?.commentId)).size).toBe(1);
    expect(await textsOf(stakeholder)).toEqual([["Once"]]);
  });

  it("goes on as a thread, which is resolved by anybody and opened again by a reply", async () => {
    const { owner, stakeholder, data_scientist } = await createTestProject();
    const { threadId } = await begin(owner, "Is this still so?");
    await answer(stakeholder, threadId, "Yes");
    const resolve = { deed: "resolve", threadId };
    await doToComments(stakeholder, resolve);
    await doToComments(data_scientist, resolve);
    expect(await getOpenCounts(owner)).toEqual({});
    expect(await textsOf(owner)).toEqual([]);
    const [thread] = (await talk(owner, { state: "resolved" })).threads;
    expect(thread?.resolved?.byId).toBe(stakeholder.userId);
    await answer(owner, threadId, "No longer");
    expect(await textsOf(owner)).toEqual([["Is this still so?", "Yes", "No longer"]]);
    const actions = await db().auditEvent.findMany({
      where: { projectId: owner.projectId, action: { startsWith: "comment." } },
      select: { action: true },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action }) => action.slice(8))).toEqual([
      ...["added", "replied", "resolved", "replied", "reopened"],
    ]);
  });

  it("is changed by its author alone, deleted by its author or an owner, and leaves its place", async () => {
    const { owner, product_owner, stakeholder } = await createTestProject();
    const { threadId, commentId } = await begin(stakeholder, "A typo");
    await answer(product_owner, threadId, "Which one?");
    const edit = { deed: "edit", commentId, text: "A typing error" };
    for (const actor of [owner, product_owner]) {
      await expect(doToComments(actor, edit)).rejects.toMatchObject({ code: "forbidden" });
    }
    await doToComments(stakeholder, edit);
    expect((await talk(owner)).threads[0]?.comments[0]).toMatchObject({
      text: "A typing error",
      editedAt: expect.any(Number),
    });
    const remove = { deed: "delete", commentId };
    await expect(doToComments(product_owner, remove)).rejects.toMatchObject({ code: "forbidden" });
    await doToComments(owner, remove);
    expect(await textsOf(stakeholder)).toEqual([[null, "Which one?"]]);
    expect(await db().comment.findUniqueOrThrow({ where: { id: commentId } })).toMatchObject({ text: "" });
    await expect(doToComments(stakeholder, edit)).rejects.toMatchObject({ code: "not_found" });
    const last = (await talk(owner)).threads[0]?.comments[1]?.id;
    await doToComments(product_owner, { deed: "delete", commentId: last });
    expect(await textsOf(owner)).toEqual([]);
    await expect(answer(owner, threadId, "Late")).rejects.toMatchObject({ code: "not_found" });
    expect(await db().commentThread.count({ where: { projectId: owner.projectId } })).toBe(0);
  });

  it("is about a field or a note, and keeps what stood there", async () => {
    const { owner, stakeholder } = await createTestProject();
    await writeCanvas(owner, { decisions: { fields: { decision: "Order" }, notes: ["Ask the buyers"] } });
    await begin(stakeholder, "Which?", { place: "field:decision" });
    const { notes } = await db().canvasBlock.findUniqueOrThrow({
      where: { projectId_key: { projectId: owner.projectId, key: "decisions" } },
    });
    const [note] = notes as { id: string }[];
    await begin(stakeholder, "Done", { place: `note:${note?.id}` });
    await writeCanvas(owner, { decisions: { fields: { decision: "Staff" } } });
    expect((await talk(owner)).threads.map(({ about, quote }) => ({ about, quote }))).toEqual([
      { about: "Decision", quote: "Order" },
      { about: "a note", quote: "Ask the buyers" },
    ]);
    for (const place of ["field:nothing", "note:gone", "field:__proto__", "field:", "elsewhere", "<b>"]) {
      await expect(begin(owner, "x", { place })).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it.each([
    ["a megabyte", "a".repeat(1_048_576), "at most 5,000 characters; this one has 1,048,576"],
    ["one character too many", "a".repeat(LONGEST_COMMENT + 1), "at most 5,000"],
    ["nothing", "", "Write something first"],
    ["spaces and marks that show nothing", " \u0000\u202e\ufeff\n", "Write something first"],
  ])("of %s is refused in words, and nothing is stored", async (_what, text, words) => {
    const { stakeholder } = await createTestProject();
    await expect(begin(stakeholder, text)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(words),
    });
    expect(await getOpenCounts(stakeholder)).toEqual({});
  });

  it.each([
    ["right to left", "السؤال: كم وحدة نطلب غدًا؟ 28 يومًا"],
    ["emoji, also joined ones", "👩‍🔬👍🏽🇮🇹"],
    ["HTML", "<img src=x onerror=alert(1)><script>alert(1)</script>"],
    ["Markdown", "[x](javascript:alert(1)) ![y](http://e.example/z.png) # not a heading"],
    ["a formula", "=cmd|'/c calc'!A1"],
    ["several lines", "one\n\n\ttwo"],
    ["exactly as much as fits", "a".repeat(LONGEST_COMMENT)],
  ])("of %s is kept as it was typed", async (_what, text) => {
    const { stakeholder } = await createTestProject();
    await begin(stakeholder, text);
    expect(await textsOf(stakeholder)).toEqual([[text]]);
  });

  it("loses what cannot be shown, and nothing else", async () => {
    const { stakeholder } = await createTestProject();
    await begin(stakeholder, "a\u0000b\r\nc\u202ed\ud800e");
    expect(await textsOf(stakeholder)).toEqual([["ab\ncde"]]);
  });

  it("is nothing to another workspace, and none of its ids does anything there", async () => {
    const [ours, theirs] = [await createTestProject(), await createTestProject()];
    const { threadId, commentId } = await begin(ours.owner, "Ours");
    const intruder = { ...theirs.owner, projectId: ours.projectId };
    await expect(begin(intruder, "x")).rejects.toMatchObject({ code: "not_found" });
    expect((await talk(intruder)).threads).toEqual([]);
    const deeds = [
      { deed: "reply", threadId, text: "x", clientKey: randomUUID() },
      { deed: "edit", commentId, text: "x" },
      { deed: "delete", commentId },
      { deed: "resolve", threadId },
    ];
    for (const actor of [intruder, theirs.owner]) {
      for (const deed of deeds) {
        await expect(doToComments(actor, deed)).rejects.toMatchObject({ code: "not_found" });
      }
    }
    expect(await textsOf(ours.owner)).toEqual([["Ours"]]);
  });

  it.each([
    undefined,
    { deed: "grant" },
    { deed: "resolve", threadId: { not: "" } },
    { deed: "begin", block: "nowhere", text: "x", clientKey: randomUUID() },
    { deed: "begin", block: "decisions", text: { not: "" }, clientKey: randomUUID() },
    { deed: "edit", commentId: randomUUID(), text: "x", authorId: randomUUID() },
  ])("of the shape %j is refused", async (input) => {
    const { owner } = await createTestProject();
    await expect(doToComments(owner, input)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("an export", () => {
  it("lists what is open as it was typed, in Markdown only", async () => {
    const { owner, stakeholder } = await createTestProject();
    await writeCanvas(owner, { decisions: { fields: { decision: "Order" } } });
    const { threadId } = await begin(stakeholder, `${at(owner)} <script>x</script>\n# not a heading`, {
      place: "field:decision",
    });
    await answer(owner, threadId, "[no](javascript:x) link");
    const done = await begin(owner, "Done with");
    await doToComments(owner, { deed: "resolve", threadId: done.threadId });
    const file = async (format: string) =>
      new TextDecoder().decode((await exportCanvas(owner, { format }, { now: 0 })).bytes);
    const markdown = await file("md");
    const said = markdown.slice(markdown.indexOf("**Open comments**")).split("\n\n")[1]?.split("\n");
    const day = formatDate((await talk(owner)).threads[0]?.createdAt);
    expect(said).toEqual([
      `- On Decision: **${stakeholder.userName.replace("_", "\\_")}**, ${day}: \\@${owner.userName} \\<script\\>x\\</script\\>\\`,
      "  \\# not a heading",
      `  - **${owner.userName}**, ${day}: \\[no\\](javascript\\:x) link`,
    ]);
    expect(markdown).not.toContain("Done with");
    expect(await file("json")).not.toContain("not a heading");
  });
});

describe("for you", () => {
  it("are mentions, replies in one's threads and comments on one's blocks, each once, never one's own", async () => {
    const { owner, product_owner, data_scientist, stakeholder } = await createTestProject();
    await writeCanvas(owner, { decisions: { ownerId: data_scientist.userId } });
    const { threadId } = await begin(stakeholder, `${at(product_owner)} ${at(stakeholder)} look`);
    const line = `@${product_owner.userName} @${stakeholder.userName} look`;
    expect(await noticesOf(product_owner)).toEqual([{ reason: "mention", excerpt: line, isRead: false }]);
    expect(await noticesOf(data_scientist)).toEqual([
      { reason: "owned_block", excerpt: line, isRead: false },
    ]);
    expect(await noticesOf(stakeholder)).toEqual([]);
    expect(await noticesOf(owner)).toEqual([]);
    await answer(product_owner, threadId, `${at(stakeholder)} done`);
    await answer(stakeholder, threadId, "Thanks");
    expect((await noticesOf(stakeholder)).map(({ reason }) => reason)).toEqual(["mention"]);
    expect((await noticesOf(product_owner)).map(({ reason }) => reason)).toEqual(["reply", "mention"]);
    expect(await countUnread(product_owner)).toBe(2);
  });

  it("are read when their thread is opened, by that person only, or all at once", async () => {
    const { owner, product_owner, stakeholder } = await createTestProject();
    const { threadId } = await begin(stakeholder, `${at(owner)} ${at(product_owner)} look`);
    await begin(stakeholder, `${at(owner)} and here`);
    await doToComments(owner, { deed: "seen", threadIds: [threadId] });
    expect((await noticesOf(owner)).map(({ isRead }) => isRead)).toEqual([false, true]);
    expect(await countUnread(product_owner)).toBe(1);
    const elsewhere = await createTestProject();
    const there = { ...owner, projectId: elsewhere.projectId };
    await doToComments(there, { deed: "seen", threadIds: [threadId] });
    await readAllNotices(owner);
    expect(await countUnread(owner)).toBe(0);
    expect(await countUnread(product_owner)).toBe(1);
  });

  it("follow an edit and a deletion", async () => {
    const { owner, product_owner, stakeholder } = await createTestProject();
    const { commentId } = await begin(stakeholder, `${at(owner)} look`);
    await doToComments(stakeholder, { deed: "edit", commentId, text: `${at(product_owner)} look` });
    expect(await countUnread(owner)).toBe(0);
    expect(await countUnread(product_owner)).toBe(1);
    await doToComments(stakeholder, { deed: "delete", commentId });
    expect(await noticesOf(product_owner)).toEqual([]);
  });

  it("reach nobody who has left; old mentions of them stay, new ones are refused in words", async () => {
    const { owner, product_owner, stakeholder } = await createTestProject();
    const { threadId, commentId } = await begin(stakeholder, `${at(product_owner)} look`);
    await answer(product_owner, threadId, "I do");
    await removeMember(owner, { userId: product_owner.userId });
    const words = { code: "invalid_input", message: expect.stringContaining("has left") };
    await expect(begin(stakeholder, `${at(product_owner)} still there?`)).rejects.toMatchObject(words);
    await expect(answer(stakeholder, threadId, at(product_owner))).rejects.toMatchObject(words);
    await expect(begin(stakeholder, `<@${randomUUID()}>`)).rejects.toMatchObject(words);
    await doToComments(stakeholder, { deed: "edit", commentId, text: `${at(product_owner)}, look` });
    await answer(stakeholder, threadId, "They have left");
    expect((await talk(owner)).names[product_owner.userId]).toBe(product_owner.userName);
    expect(await db().commentNotice.count({ where: { userId: product_owner.userId } })).toBe(1);
  });

  it("do not cross workspaces", async () => {
    const [ours, theirs] = [await createTestProject(), await createTestProject()];
    await expect(begin(ours.owner, at(theirs.owner))).rejects.toMatchObject({ code: "invalid_input" });
    await begin(ours.owner, at(ours.stakeholder));
    const elsewhere = { ...ours.stakeholder, workspaceId: theirs.workspaceId };
    expect(await noticesOf(elsewhere)).toEqual([]);
    await readAllNotices(elsewhere);
    expect(await countUnread(ours.stakeholder)).toBe(1);
  });

  it("come by the page, the newest first", async () => {
    const { owner, stakeholder, workspaceId, projectId } = await createTestProject();
    const { threadId } = await begin(stakeholder, "Begun");
    const said = await db().comment.createManyAndReturn({
      data: Array.from({ length: 52 }, (_, i) => ({
        ...{ threadId, workspaceId, projectId, authorId: stakeholder.userId },
        ...{ text: `${at(owner)} ${i}`, clientKey: randomUUID() },
      })),
    });
    await db().commentNotice.createMany({
      data: said.map(({ id }) => ({ commentId: id, userId: owner.userId, workspaceId, reason: "mention" })),
    });
    const first = await listNotices(owner, {});
    expect(first.notices).toHaveLength(50);
    const second = await listNotices(owner, { before: first.next });
    expect(second.notices.map(({ excerpt }) => excerpt)).toEqual([
      `@${owner.userName} 1`,
      `@${owner.userName} 0`,
    ]);
    expect(second.next).toBeNull();
    expect((await listNotices(owner, { before: "nonsense" })).notices).toHaveLength(50);
  });
});
