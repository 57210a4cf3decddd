-- CreateEnum
CREATE TYPE "SnapshotReason" AS ENUM ('named', 'before_run', 'before_decision', 'before_restore', 'restored');

-- CreateTable
CREATE TABLE "CanvasContent" (
    "workspaceId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "CanvasContent_pkey" PRIMARY KEY ("workspaceId","digest")
);

-- CreateTable
CREATE TABLE "CanvasSnapshot" (
    "projectId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "reason" "SnapshotReason" NOT NULL,
    "name" TEXT NOT NULL,
    "ref" TEXT,
    "takenById" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CanvasSnapshot_pkey" PRIMARY KEY ("projectId","number")
);

-- CreateIndex
CREATE INDEX "CanvasSnapshot_workspaceId_digest_idx" ON "CanvasSnapshot"("workspaceId", "digest");

-- AddForeignKey
ALTER TABLE "CanvasSnapshot" ADD CONSTRAINT "CanvasSnapshot_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CanvasSnapshot" ADD CONSTRAINT "CanvasSnapshot_workspaceId_digest_fkey" FOREIGN KEY ("workspaceId", "digest") REFERENCES "CanvasContent"("workspaceId", "digest") ON DELETE RESTRICT ON UPDATE CASCADE;
