import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createCanvasLink,
  exportCanvas,
  getCanvas,
  readSharedCanvas,
  sharedPdf,
  writeCanvas,
} from "#lib/features/canvas/server.ts";
import { saveRoiCase } from "#lib/features/roi/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { createClaim, factsOf, fillPlan, listClaimFacts, listClaims, listSharedClaims } from "./server.ts";

let database: TestDatabase;
beforeAll(async () => {
  process.env.APP_SECRET ??= "a secret for this test only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const NOW = Date.UTC(2026, 10, 26, 9);
const PAYS = {
  block: "value_proposition",
  text: "Pays back within two years",
  measure: "payback_months",
  comparison: "at_most",
  threshold: 24,
};
const PROMOTIONS = {
  block: "data_sources",
  text: "Promotions are recorded <script>alert(1)</script> =cmd|x",
  measure: "covariate_recorded_share",
  comparison: "at_least",
  threshold: 95,
  subject: "promotion",
};
const WORDS = { block: "decisions", text: "Overrides are rare 稀" };

async function fileOf(actor: ProjectActor): Promise<string> {
  const claims = await listClaimFacts(actor, { now: NOW });
  const file = await exportCanvas(actor, { format: "json" }, { now: NOW, claims });
  return Buffer.from(file.bytes).toString("utf8");
}

async function planned(): Promise<{ actor: ProjectActor; file: string }> {
  const { owner: actor } = await createTestProject();
  await writeCanvas(actor, {
    value_proposition: { fields: { problem: "Empty shelves" } },
    decisions: { fields: { decision: "Order quantity" } },
  });
  await saveRoiCase(actor, {
    basis: "money",
    errorCost: 50_000,
    savingPercent: 40,
    buildCost: 9000,
    dataCost: 0,
    runningCost: 1000,
    upkeepCost: 1000,
  });
  for (const claim of [PAYS, PROMOTIONS, WORDS]) await createClaim(actor, claim);
  return { actor, file: await fileOf(actor) };
}

const from = (file: string) => ({ from: { kind: "file", file } });
const bound = (facts: Awaited<ReturnType<typeof listClaimFacts>>) =>
  facts.map(({ state, figure, source, ...rest }) => rest);

describe("claims of a file", () => {
  it("come in again, in their order, and find their proof anew or stand unproven", async () => {
    const { actor, file } = await planned();
    const before = await listClaimFacts(actor, { now: NOW });
    expect(before.map(({ state }) => state)).toEqual(["supported", "unproven", "unproven"]);
    const { data_scientist: other, projectId } = await createTestProject();
    const { claims } = await fillPlan(other, from(file));
    expect(claims).toHaveLength(3);
    const after = await listClaimFacts(other, { now: NOW });
    expect(bound(after)).toEqual(bound(before));
    // This project has no case of its own yet: what was supported there proves nothing here.
    expect(after.map(({ state, figure }) => [state, figure])).toEqual(Array(3).fill(["unproven", ""]));
    const audited = await db().auditEvent.count({ where: { projectId, action: "claim.created" } });
    expect(audited).toBe(3);
    // A second time, and out and in again, nothing is doubled or lost.
    expect((await fillPlan(other, from(file))).claims).toEqual([]);
    const [first, again] = [JSON.parse(file), JSON.parse(await fileOf(other))];
    expect(bound(again.claims)).toEqual(bound(first.claims));
  });

  it("stay out where their block stays as it is", async () => {
    const { file } = await planned();
    const { owner: other } = await createTestProject();
    await writeCanvas(other, { decisions: { fields: { decision: "Typed with care" } } });
    const { kept } = await fillPlan(other, from(file));
    expect(kept).toEqual(["decisions"]);
    const texts = (await listClaims(other, { now: NOW })).map(({ text }) => text);
    expect(texts).toEqual([PAYS.text, PROMOTIONS.text]);
  });

  it.each([
    ["a measure that there is none of", { measure: "salary" }, "claims.1.measure"],
    ["a measure without a bar", { threshold: null }, "claims.1.threshold"],
    ["an absurd bar", { threshold: 1e300 }, "claims.1.threshold"],
    ["a bar that is a text", { threshold: "=cmd|x" }, "claims.1.threshold"],
    ["a block that there is none of", { block: "secrets" }, "claims.1.block"],
    ["no words", { text: "  " }, "claims.1.text"],
    ["a long text", { text: "x".repeat(100_000) }, "claims.1.text"],
    ["signs that nobody sees", { text: "a\u0000b" }, "claims.1.text"],
    ["a part that no claim has", { workspaceId: "x" }, "claims.1"],
  ])("refuse the whole file with the place: %s", async (_what, change, place) => {
    const { file } = await planned();
    const value = JSON.parse(file);
    Object.assign(value.claims[1], change);
    const { owner: other } = await createTestProject();
    const before = await getCanvas(other);
    const refused = fillPlan(other, from(JSON.stringify(value)));
    await expect(refused).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("Nothing was changed."),
      details: { fields: { [place]: expect.any(String) } },
    });
    expect(await getCanvas(other)).toEqual(before);
    expect(await listClaims(other, { now: NOW })).toEqual([]);
  });

  it("are refused past as many as a plan takes", async () => {
    const { file } = await planned();
    const value = JSON.parse(file);
    value.claims = Array.from({ length: 201 }, (_, i) => ({ ...value.claims[2], text: `Claim ${i}` }));
    const { owner: other } = await createTestProject();
    await expect(fillPlan(other, from(JSON.stringify(value)))).rejects.toMatchObject({
      details: { fields: { claims: "A plan has at most 200 claims." } },
    });
    await createClaim(other, { ...WORDS, text: "One of our own" });
    value.claims.pop();
    await expect(fillPlan(other, from(JSON.stringify(value)))).rejects.toMatchObject({ code: "conflict" });
    expect((await getCanvas(other)).every((block) => block.status === "empty")).toBe(true);
  });
});

it("the reader of a link sees the claims of that canvas, as they stand, in its PDF too", async () => {
  const { actor } = await planned();
  const { link } = await createCanvasLink(actor, { label: "Board", expiresInDays: 7 }, new Date(NOW));
  const address = `reader-${Math.random()}`;
  const shared = await readSharedCanvas(link.split("/").at(-1), { address, now: new Date(NOW) });
  if (shared.state !== "open") throw new Error("the link is open");
  const claims = await listSharedClaims(shared.canvas, { now: NOW });
  expect(factsOf(claims)).toEqual(await listClaimFacts(actor, { now: NOW }));
  const [plain, proven] = await Promise.all(
    [[], factsOf(claims)].map((facts) => sharedPdf(shared.canvas, { now: NOW, claims: facts })),
  );
  expect(proven?.length).toBeGreaterThan(plain?.length ?? 0);
});
