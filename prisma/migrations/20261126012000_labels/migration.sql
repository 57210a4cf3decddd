-- CreateEnum
CREATE TYPE "LabelKind" AS ENUM ('stockout', 'promotion', 'outlier', 'closure', 'level_shift', 'note');

-- CreateEnum
CREATE TYPE "LabelState" AS ENUM ('active', 'rejected', 'removed');

-- CreateTable
CREATE TABLE "Label" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "datasetId" TEXT NOT NULL,
    "kind" "LabelKind" NOT NULL,
    "state" "LabelState" NOT NULL DEFAULT 'active',
    "seriesId" TEXT,
    "fromTime" DOUBLE PRECISION NOT NULL,
    "untilTime" DOUBLE PRECISION NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "detector" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedById" TEXT,
    "changedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Label_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabelSet" (
    "workspaceId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LabelSet_pkey" PRIMARY KEY ("workspaceId","digest")
);

-- CreateTable
CREATE TABLE "TestLook" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "hour" TEXT NOT NULL,
    "firstTime" DOUBLE PRECISION NOT NULL,
    "lastTime" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "TestLook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Label_workspaceId_datasetId_state_seriesId_idx" ON "Label"("workspaceId", "datasetId", "state", "seriesId");

-- CreateIndex
CREATE INDEX "TestLook_workspaceId_projectId_at_idx" ON "TestLook"("workspaceId", "projectId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "TestLook_runId_userId_via_hour_key" ON "TestLook"("runId", "userId", "via", "hour");

-- AddForeignKey
ALTER TABLE "Label" ADD CONSTRAINT "Label_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestLook" ADD CONSTRAINT "TestLook_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
