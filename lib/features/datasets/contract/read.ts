import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { getDataset } from "../list.ts";
import { getSuite } from "../validate/suite.ts";
import { getDatasetVersion } from "../versions.ts";
import { type Contract, contractOf } from "./contract.ts";
import { contractMarkdown } from "./markdown.ts";
import { odcsOf } from "./odcs.ts";
import { ContractExportSchema, type Terms, TermsSchema } from "./schema.ts";
import { toYaml } from "./yaml.ts";

/** The contract of a dataset, measured of its newest version. @throws `not_found` where there is no version. */
export async function getContract(actor: ProjectActor, datasetId: string): Promise<Contract> {
  assertMay(actor, "read");
  const { id, name, latest } = await getDataset(actor, datasetId);
  if (!latest) throw new AppError("not_found", { detail: "This dataset has no version to describe yet." });
  const { workspaceId, projectId } = actor;
  const [version, row, suite] = await Promise.all([
    getDatasetVersion(actor, latest.id),
    db().dataset.findFirstOrThrow({
      where: { id, workspaceId, projectId },
      select: { terms: true, keepVersions: true, keepDays: true },
    }),
    getSuite(actor, id),
  ]);
  return contractOf({
    dataset: { id, name, project: actor.projectName },
    version,
    terms: TermsSchema.parse(row.terms),
    expectations: suite.expectations,
    keep: { keepVersions: row.keepVersions, keepDays: row.keepDays },
  });
}

/** What the owner promises; the rest of the contract is measured. */
export async function saveTerms(actor: ProjectActor, datasetId: string, input: unknown): Promise<Terms> {
  assertMay(actor, "edit_data_and_runs");
  const terms = parseInput(TermsSchema, input);
  const { workspaceId, projectId } = actor;
  const { id, name } = await getDataset(actor, datasetId);
  await transaction(async (tx) => {
    await tx.dataset.update({ where: { id, workspaceId, projectId }, data: { terms } });
    await recordAudit(tx, {
      ...{ workspaceId, projectId, actorId: actor.userId, action: "dataset.contract_changed", ref: id },
      detail: { name },
    });
  });
  return terms;
}

const TYPES = { md: "text/markdown", yaml: "application/yaml", json: "application/json" } as const;
const ENDINGS = { md: "md", yaml: "odcs.yaml", json: "odcs.json" } as const;

/** The contract as a file: Markdown to read, or the Open Data Contract Standard. */
export async function exportContract(
  actor: ProjectActor,
  datasetId: string,
  input: unknown,
): Promise<{ fileName: string; contentType: string; text: string }> {
  const { format } = parseInput(ContractExportSchema, input);
  const contract = await getContract(actor, datasetId);
  const text =
    format === "md"
      ? contractMarkdown(contract)
      : format === "yaml"
        ? toYaml(odcsOf(contract))
        : `${JSON.stringify(odcsOf(contract), null, 2)}\n`;
  const plain = contract.dataset.name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return {
    fileName: `${plain.toLowerCase().slice(0, 60) || "data"}-contract.${ENDINGS[format]}`,
    contentType: `${TYPES[format]}; charset=utf-8`,
    text,
  };
}
