-- CreateTable
CREATE TABLE "CanvasLink" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CanvasLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CanvasLink_tokenHash_key" ON "CanvasLink"("tokenHash");

-- CreateIndex
CREATE INDEX "CanvasLink_workspaceId_projectId_idx" ON "CanvasLink"("workspaceId", "projectId");

-- AddForeignKey
ALTER TABLE "CanvasLink" ADD CONSTRAINT "CanvasLink_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
