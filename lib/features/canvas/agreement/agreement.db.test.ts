import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { agree, editText, setOwner } from "../document/edit.ts";
import { projectBlock } from "../document/project.ts";
import { AGREED, registersOf, textOf } from "../document/shape.ts";
import { signatureOf } from "../document/signature.ts";
import { applyCanvasUpdate, getAgreements, getCanvasUpdates, writeCanvas } from "../server.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Actor = TestProject["owner"];
const write = (actor: Actor, decision: string) => writeCanvas(actor, { decisions: { fields: { decision } } });
const decisionsOf = async (actor: Actor) =>
  (await getAgreements(actor)).find((view) => view.key === "decisions");

/** What a browser that has the canvas as it is now would send after `edit`. */
async function send(actor: Actor, edit: (doc: Y.Doc) => void): Promise<unknown> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await getCanvasUpdates(actor, { since: "0" }))?.bytes ?? new Uint8Array());
  const before = Y.encodeStateVector(doc);
  edit(doc);
  return applyCanvasUpdate(actor, { clientId: randomUUID(), bytes: Y.encodeStateAsUpdate(doc, before) });
}

describe("an agreement", () => {
  it("says who and when by the server's clock, ends by a change and says which, holds again when it is undone", async () => {
    const { owner, product_owner, stakeholder } = await createTestProject();
    await write(owner, "Order");
    expect(await decisionsOf(stakeholder)).toMatchObject({ status: "draft", agreed: null, changes: [] });
    const start = Date.now();
    await send(product_owner, (doc) => agree(doc, "decisions", product_owner.userId));
    const view = await decisionsOf(stakeholder);
    expect(view).toMatchObject({
      status: "agreed",
      agreeAgain: false,
      agreed: { by: product_owner.userName },
    });
    expect(view?.agreed?.at).toBeGreaterThanOrEqual(start);
    expect(view?.agreed?.at).toBeLessThanOrEqual(Date.now());

    await write(owner, "Order more");
    expect(await decisionsOf(stakeholder)).toMatchObject({
      status: "draft",
      agreeAgain: true,
      agreed: { by: product_owner.userName, at: view?.agreed?.at },
      changes: [
        {
          label: "Decision",
          kind: "changed",
          stretches: [{ text: "Order" }, { text: " more", kind: "added" }],
        },
      ],
    });
    await write(owner, "Order");
    expect(await decisionsOf(stakeholder)).toEqual(view);

    await write(owner, "Staff");
    await send(owner, (doc) => agree(doc, "decisions", owner.userId));
    expect(await decisionsOf(stakeholder)).toMatchObject({
      status: "agreed",
      agreed: { by: owner.userName },
    });
  });

  it("is to what a block says: another owner of it ends nothing", async () => {
    const { owner, product_owner } = await createTestProject();
    await writeCanvas(owner, { decisions: { fields: { decision: "Order" }, agreed: true } });
    await send(owner, (doc) => setOwner(doc, "decisions", product_owner.userId));
    expect(await decisionsOf(owner)).toMatchObject({ status: "agreed", changes: [] });
  });

  it("cannot be written in another's name, nor slipped under a name that stands there", async () => {
    const { owner, data_scientist, projectId } = await createTestProject();
    await writeCanvas(owner, { decisions: { fields: { decision: "Order" }, agreed: true } });
    const attempts: ((doc: Y.Doc) => void)[] = [
      (doc) => {
        editText(textOf(doc, "decisions", "decision"), "Order more");
        agree(doc, "decisions", owner.userId);
      },
      (doc) => {
        editText(textOf(doc, "decisions", "decision"), "Order more");
        registersOf(doc, "decisions").set(AGREED, signatureOf(projectBlock(doc, "decisions")));
      },
    ];
    for (const attempt of attempts) {
      await expect(send(data_scientist, attempt)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await decisionsOf(owner)).toMatchObject({ status: "agreed", agreed: { by: owner.userName } });
    expect(await db().canvasUpdate.count({ where: { projectId } })).toBe(1);
  });

  it("is neither made by who only reads, nor read from elsewhere", async () => {
    const { owner, stakeholder } = await createTestProject();
    const theirs = await createTestProject();
    await write(owner, "Order");
    await expect(
      send(stakeholder, (doc) => agree(doc, "decisions", stakeholder.userId)),
    ).rejects.toMatchObject({ code: "forbidden" });
    const intruder = { ...theirs.owner, projectId: owner.projectId };
    await expect(getAgreements(intruder)).rejects.toMatchObject({ code: "not_found" });
    expect(await db().canvasAgreement.count({ where: { projectId: owner.projectId } })).toBe(0);
  });
});
