import type { z } from "zod";
import type { LaneAnswer } from "#lib/forecast/auto/lanes.ts";
import type { ModelFamily } from "#lib/forecast/types.ts";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { type Db, db } from "#lib/platform/db.ts";
import { arrayOf, openEnvelope, packEnvelope } from "../browser/envelope.ts";
import { AUTO_KEYS } from "../graph.ts";
import { storeArtifact } from "../tasks/artifacts.ts";
import type { StoredArtifact } from "../tasks/end.ts";
import {
  type ChosenReport,
  type StoredCosts,
  StoredCostsSchema,
  type StoredPlan,
  StoredPlanSchema,
  type StoredReport,
  StoredReportSchema,
} from "./schema.ts";

interface Owner {
  runId: string;
  workspaceId: string;
}

type JsonKind = "auto_costs" | "auto_plan" | "auto_report";

export function storeJson(
  workspaceId: string,
  kind: JsonKind,
  value: StoredPlan | ChosenReport | StoredCosts,
): Promise<StoredArtifact> {
  return storeArtifact({ workspaceId, kind, bytes: new TextEncoder().encode(JSON.stringify(value)) });
}

async function findBytes(owner: Owner, task: { key: string; kind: string }, client: Db) {
  const { runId, workspaceId } = owner;
  const row = await client.artifact.findUnique({
    where: { runId_taskKey_kind: { runId, taskKey: task.key, kind: task.kind }, workspaceId },
    select: { digest: true },
  });
  return row && readBlobBytes({ workspaceId, digest: row.digest });
}

async function findJson<T>(
  owner: Owner,
  task: { key: string; kind: JsonKind },
  schema: z.ZodType<T>,
): Promise<T | null> {
  const bytes = await findBytes(owner, task, db());
  return bytes && schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

export async function getCosts(owner: Owner): Promise<StoredCosts> {
  const costs = await findJson(owner, { key: AUTO_KEYS.calibrate, kind: "auto_costs" }, StoredCostsSchema);
  if (!costs) throw new Error("The run has not been calibrated.");
  return costs;
}

const findPlan = (owner: Owner): Promise<StoredPlan | null> =>
  findJson(owner, { key: AUTO_KEYS.plan, kind: "auto_plan" }, StoredPlanSchema);

export const findReport = (owner: Owner): Promise<StoredReport | null> =>
  findJson(owner, { key: AUTO_KEYS.choose, kind: "auto_report" }, StoredReportSchema);

/** @throws Error when the run has no plan yet: its tasks stand in that order. */
export async function getPlan(owner: Owner): Promise<StoredPlan> {
  const plan = await findPlan(owner);
  if (!plan) throw new Error("The run has no plan of its own methods.");
  return plan;
}

export async function getReport(owner: Owner): Promise<StoredReport> {
  const report = await findReport(owner);
  if (!report) throw new Error("The run has not chosen its own methods yet.");
  return report;
}

/** A lane's answer as one envelope: times and notes, then the numbers. */
export function storeLane(workspaceId: string, answer: LaneAnswer): Promise<StoredArtifact> {
  const { quantiles, milliseconds, notes } = answer;
  const bytes = packEnvelope({ milliseconds, notes }, [arrayOf("quantiles", quantiles)]);
  return storeArtifact({ workspaceId, kind: "auto_answers", bytes });
}

export async function readLanes(owner: Owner, keys: readonly string[]): Promise<LaneAnswer[]> {
  return Promise.all(
    keys.map(async (key) => {
      const bytes = await findBytes(owner, { key, kind: "auto_answers" }, db());
      if (!bytes) throw new Error(`Answers of ${key} are missing.`);
      const { head, arrays } = openEnvelope(bytes);
      const { milliseconds, notes } = head as Pick<LaneAnswer, "milliseconds" | "notes">;
      return { quantiles: arrays.get("quantiles")?.data as Float32Array, milliseconds, notes };
    }),
  );
}

/** What kind of method the choice is: a network as soon as one member learns from all series. */
export function familyOfChoice({ blend, report }: StoredReport): ModelFamily {
  const kinds = report.plan.candidates.filter(({ key }) => (blend.shares[key] ?? 0) > 0);
  if (kinds.some(({ kind }) => kind !== "local")) return "network";
  return kinds.some(({ key }) => key !== report.baseline.model && key !== "naive")
    ? "statistical"
    : "baseline";
}
