import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { addNote, editText } from "../document/edit.ts";
import { textOf } from "../document/shape.ts";
import { applyCanvasUpdate, getCanvas, getCanvasUpdates } from "../server.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Changes by browsers of their own, each resting on nothing. */
function changeOf(id: number, edit: (doc: Y.Doc) => void) {
  const doc = new Y.Doc();
  doc.clientID = id;
  edit(doc);
  return { clientId: `browser-${id}`, bytes: Y.encodeStateAsUpdate(doc) };
}

const typed = (id: number) =>
  changeOf(id, (doc) => textOf(doc, "value_proposition", "problem").insert(0, `${id};`));

async function problemOf(actor: TestProject["owner"]): Promise<string> {
  const blocks = await getCanvas(actor);
  return String(blocks.find((block) => block.key === "value_proposition")?.fields.problem ?? "");
}

describe("changes that come at the same moment", () => {
  it("go together in few transactions, and one that is refused leaves the others alone", async () => {
    const { owner, product_owner, projectId } = await createTestProject();
    const good = Array.from({ length: 30 }, (_, i) => ({
      actor: i % 2 === 0 ? owner : product_owner,
      change: typed(i + 1),
    }));
    const forged = changeOf(900, (doc) =>
      addNote(doc, { block: "decisions", id: "n", authorId: product_owner.userId, text: "Not mine" }),
    );
    const cut = changeOf(901, (doc) => textOf(doc, "decisions", "decision").insert(0, "x".repeat(20_001)));
    const behind = (() => {
      const doc = new Y.Doc();
      editText(textOf(doc, "decisions", "decision"), "first");
      const between = Y.encodeStateVector(doc);
      editText(textOf(doc, "decisions", "decision"), "first, second");
      return { clientId: "browser-902", bytes: Y.encodeStateAsUpdate(doc, between) };
    })();
    const bad = [
      { actor: owner, change: forged },
      { actor: owner, change: cut },
      { actor: owner, change: behind },
      { actor: owner, change: { clientId: "browser-903", bytes: new Uint8Array([1, 2, 3, 255]) } },
    ];
    const all = [...good.slice(0, 10), ...bad, ...good.slice(10), ...good.slice(0, 5)];
    const answers = await Promise.allSettled(
      all.map(({ actor, change }) => applyCanvasUpdate(actor, change)),
    );
    const codes = answers.map((answer) =>
      answer.status === "fulfilled" ? "stored" : (answer.reason as { code?: string }).code,
    );
    expect(codes.slice(10, 14)).toEqual(["forbidden", "invalid_input", "conflict", "invalid_input"]);
    expect(codes.filter((code) => code === "stored")).toHaveLength(35);
    // A change that is sent twice is stored once, and both are told the same number.
    expect(answers.slice(-5)).toEqual(answers.slice(0, 5));
    const marks = (await problemOf(owner)).match(/\d+;/g);
    expect(marks?.sort()).toEqual(good.map((_, i) => `${i + 1};`).sort());
    expect(await db().canvasUpdate.count({ where: { projectId } })).toBe(30);
    const events = await db().event.count({ where: { projectId, kind: "canvas.updated" } });
    expect(events).toBeLessThan(10);
    const edits = await db().auditEvent.count({ where: { projectId, action: "canvas.edited" } });
    expect(edits).toBe(2);
  });

  it("see what another process stored in between, and a history that was brought back", async () => {
    const { owner, projectId } = await createTestProject();
    await applyCanvasUpdate(owner, typed(1));
    // As another process does it: a row and the number, without a word to this one.
    const elsewhere = async (id: number, seq: bigint) => {
      const { clientId, bytes } = typed(id);
      await db().canvasUpdate.create({ data: { projectId, seq, clientId, bytes: new Uint8Array(bytes) } });
      await db().project.update({ where: { id: projectId }, data: { canvasSeq: seq } });
    };
    await elsewhere(2, 2n);
    await applyCanvasUpdate(owner, typed(3));
    expect((await problemOf(owner)).match(/\d+;/g)?.sort()).toEqual(["1;", "2;", "3;"]);

    // A backup of the moment after the first change is brought back; then others write under the same numbers.
    await db().canvasUpdate.deleteMany({ where: { projectId, seq: { gt: 1n } } });
    await elsewhere(4, 2n);
    await elsewhere(5, 3n);
    await applyCanvasUpdate(owner, typed(6));
    expect((await problemOf(owner)).match(/\d+;/g)?.sort()).toEqual(["1;", "4;", "5;", "6;"]);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, (await getCanvasUpdates(owner, { since: "0" }))?.bytes ?? new Uint8Array());
    expect(textOf(doc, "value_proposition", "problem").toString()).toBe(await problemOf(owner));
  });

  it("are found by whoever reads on while the document is compacted", async () => {
    const { owner, projectId } = await createTestProject();
    for (let i = 1; i <= 22; i++) {
      await Promise.all(Array.from({ length: 10 }, (_, j) => applyCanvasUpdate(owner, typed(i * 100 + j))));
    }
    const rows = await db().canvasUpdate.findMany({ where: { projectId }, orderBy: { seq: "asc" } });
    // At 200 all but the newest 100 became one; 20 came after.
    expect(rows.length).toBe(121);
    // Who lags a hundred behind gets those hundred only, and no second copy of the document.
    for (const { bytes } of rows.slice(1)) expect(bytes.byteLength).toBeLessThan(200);
    const last = rows.at(-1);
    expect((await problemOf(owner)).match(/\d+;/g)).toHaveLength(220);
    await applyCanvasUpdate(owner, { clientId: randomUUID(), bytes: typed(9).bytes });
    const news = await getCanvasUpdates(owner, { since: String(last?.seq) });
    expect(news?.bytes.byteLength).toBeLessThan(200);
  });
});
