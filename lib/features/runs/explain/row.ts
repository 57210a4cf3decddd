import { createHash } from "node:crypto";
import type { Db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { ExplainQuestion } from "./work.ts";

/** Of the answers' shapes in `schema.ts`: with another one, questions are other questions and are answered anew. */
const SHAPE = 1;

/** The same question always has the same name: keys in one order, as the types have them. */
export function keyOf(question: ExplainQuestion): string {
  const parts =
    question.kind === "inputs"
      ? []
      : question.kind === "series"
        ? [question.series, question.model]
        : [question.series, question.changes.map(({ name, values }) => [name, values])];
  return createHash("sha256")
    .update(JSON.stringify([SHAPE, question.kind, ...parts]))
    .digest("hex");
}

interface Asked {
  runId: string;
  workspaceId: string;
  question: ExplainQuestion;
}

export async function findExplanation(client: Db, { runId, workspaceId, question }: Asked) {
  return client.runExplanation.findFirst({
    where: { runId, workspaceId, kind: question.kind, key: keyOf(question) },
    select: {
      id: true,
      status: true,
      seenAt: true,
      progress: true,
      message: true,
      failure: true,
      digest: true,
    },
  });
}

/** The question's row, made when it is asked for the first time; with `queue` one that is there waits again. */
export async function explanationRow(
  client: Db,
  options: Asked & { askedById: string | null; queue?: boolean },
): Promise<{ id: string }> {
  const { runId, workspaceId, question, askedById, queue = false } = options;
  const { kind } = question;
  const key = keyOf(question);
  return client.runExplanation.upsert({
    where: { runId_kind_key: { runId, kind, key }, workspaceId },
    create: {
      ...{ runId, workspaceId, kind, key, askedById },
      question: question as unknown as Prisma.InputJsonObject,
    },
    update: queue ? { status: "queued", failure: null, progress: 0, message: "", seenAt: new Date() } : {},
    select: { id: true },
  });
}
