import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { compareVersions as compareHere } from "./difference/compare.ts";
import type { Difference } from "./difference/schema.ts";
import { ensureProfile, findProfile, type StoredProfile } from "./explore/profile-version.ts";
import { type ImportedVersion, importVersion as importHere } from "./import.ts";
import { type ReadingAnswer, type ReadingOrder, toError } from "./reader-messages.ts";
import type { OnStage } from "./reading/table.ts";
import { understandUpload as understandHere } from "./understand.ts";
import type { Understanding } from "./understanding.ts";
import type { ValidationRow } from "./validate/repository.ts";
import { ensureValidation, findCurrentValidation } from "./validate/validate.ts";
import { previewSteps as previewHere } from "./wrangle/preview.ts";
import type { StepsPreview } from "./wrangle/preview-types.ts";
import { wrangleVersion as wrangleHere } from "./wrangle/wrangle-version.ts";

/**
 * Where files are read: a web process hands them to a process of its own, so that neither their size nor a crash of the
 * native reader touches the pages. `FORECANVAS_READER` names its program; without it (in tests, in scripts) the caller
 * reads himself.
 */
const program = () => process.env.FORECANVAS_READER;

/** A reader that had nothing to do for so long ends. */
const IDLE_MS = 60_000;

interface Pending {
  kind: ReadingOrder["kind"];
  onStage: OnStage;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

interface Reader {
  child: ChildProcess;
  pending: Map<number, Pending>;
  idle?: NodeJS.Timeout;
}

let reader: Reader | null = null;
let nextId = 1;

/** As in `understand.ts`, in the reader's process. What `onStage` throws ends the work. */
export function understandUpload(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<Understanding> {
  if (!program()) return understandHere(actor, input, onStage);
  return order({ kind: "understand", actor, input }, onStage) as Promise<Understanding>;
}

/** As in `import.ts`, in the reader's process. */
export function importVersion(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<ImportedVersion> {
  if (!program()) return importHere(actor, input, onStage);
  return order({ kind: "import", actor, input }, onStage) as Promise<ImportedVersion>;
}

/** As in `difference/compare.ts`, in the reader's process. */
export function compareVersions(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<Difference> {
  if (!program()) return compareHere(actor, input, onStage);
  return order({ kind: "compare", actor, input }, onStage) as Promise<Difference>;
}

/** A version's profile, counted in the reader's process when there is none yet. The caller has seen the version. */
export async function profileOfVersion(actor: ProjectActor, versionId: string): Promise<StoredProfile> {
  const scope = { workspaceId: actor.workspaceId, projectId: actor.projectId, versionId };
  const kept = await findProfile(scope);
  if (kept || !program()) return kept ?? ensureProfile(scope);
  return order({ kind: "profile", actor, input: versionId }, () => {}) as Promise<StoredProfile>;
}

/** How a version meets its dataset's expectations as they stand, judged first when it was not. @throws AppError `not_found`. */
export async function validationOfVersion(actor: ProjectActor, versionId: string): Promise<ValidationRow> {
  const scope = { workspaceId: actor.workspaceId, projectId: actor.projectId, versionId };
  const kept = await findCurrentValidation(scope);
  if (kept || !program()) return kept ?? ensureValidation(scope);
  return order({ kind: "validate", actor, input: versionId }, () => {}) as Promise<ValidationRow>;
}

/** As in `wrangle/wrangle-version.ts`, in the reader's process. */
export function wrangleVersion(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<ImportedVersion> {
  if (!program()) return wrangleHere(actor, input, onStage);
  return order({ kind: "wrangle", actor, input }, onStage) as Promise<ImportedVersion>;
}

/** As in `wrangle/preview.ts`, in the reader's process. */
export function previewSteps(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<StepsPreview> {
  if (!program()) return previewHere(actor, input, onStage);
  return order({ kind: "wrangle_preview", actor, input }, onStage) as Promise<StepsPreview>;
}

function order(wish: Omit<ReadingOrder, "id">, onStage: OnStage): Promise<unknown> {
  reader ??= openReader(program() as string);
  const { child, pending, idle } = reader;
  clearTimeout(idle);
  const id = nextId++;
  return new Promise((resolve, reject) => {
    pending.set(id, { kind: wish.kind, onStage, resolve, reject });
    child.send({ id, ...wish } satisfies ReadingOrder);
  });
}

function openReader(file: string): Reader {
  // A folder of its own, so that what a killed reader leaves on the disk can be cleared away.
  const folder = mkdtempSync(join(tmpdir(), "forecanvas-reader-"));
  const child = fork(file, [], {
    execArgv: ["--conditions=react-server"],
    env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const opened: Reader = { child, pending: new Map() };
  child.on("message", (answer: ReadingAnswer) => onAnswer(opened, answer));
  child.on("error", () => child.kill("SIGKILL"));
  child.once("exit", () => {
    if (reader === opened) reader = null;
    clearTimeout(opened.idle);
    for (const { reject } of opened.pending.values()) reject(brokeOff());
    void rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  });
  child.unref();
  return opened;
}

function onAnswer(from: Reader, answer: ReadingAnswer): void {
  const waiting = from.pending.get(answer.id);
  if (!waiting) return;
  if (answer.type === "stage") {
    try {
      waiting.onStage(answer.stage, answer.share);
    } catch (error) {
      settle(from, answer.id);
      waiting.reject(error as Error);
      // Nobody waits for it any more; another's work is not to be ended with it. A preview is over soon, and its asker
      // asks the next one at once: a new process would take longer.
      if (from.pending.size === 0 && waiting.kind !== "wrangle_preview") end(from, "SIGKILL");
    }
    return;
  }
  settle(from, answer.id);
  if (answer.type === "done") waiting.resolve(answer.result);
  else waiting.reject(toError(answer.failure));
}

function settle(from: Reader, id: number): void {
  from.pending.delete(id);
  if (from.pending.size > 0) return;
  from.idle = setTimeout(() => end(from, "SIGTERM"), IDLE_MS);
  from.idle.unref();
}

/** It is let go of before it has gone: an order that comes meanwhile belongs to the next one. */
function end(from: Reader, signal: NodeJS.Signals): void {
  if (reader === from) reader = null;
  from.child.kill(signal);
}

const brokeOff = () =>
  new AppError("unavailable", {
    detail: "Reading the file broke off, and nothing of it was stored. The upload is kept: try again.",
  });
