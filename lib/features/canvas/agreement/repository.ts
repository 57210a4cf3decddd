import { db, type Tx } from "#lib/platform/db.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { MadeAgreement } from "./made.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

export interface AgreementRow {
  key: BlockKey;
  agreedById: string;
  content: string;
  at: Date;
}

export async function saveAgreements(tx: Tx, scope: Scope, made: readonly MadeAgreement[]): Promise<void> {
  const { workspaceId, projectId } = scope;
  for (const { block, by, signature } of made) {
    const data = { agreedById: by, signature, content: JSON.stringify(block), at: new Date() };
    await tx.canvasAgreement.upsert({
      where: { projectId_key: { projectId, key: block.key } },
      create: { projectId, workspaceId, key: block.key, ...data },
      update: data,
    });
  }
}

export function listAgreements(scope: Scope): Promise<AgreementRow[]> {
  return db().canvasAgreement.findMany({
    where: { workspaceId: scope.workspaceId, projectId: scope.projectId },
    select: { key: true, agreedById: true, content: true, at: true },
  });
}
