-- CreateEnum
CREATE TYPE "PredictionRole" AS ENUM ('replace', 'help', 'neither');

-- CreateEnum
CREATE TYPE "RankBy" AS ENUM ('value_feasibility', 'rice', 'ice');

-- AlterTable
ALTER TABLE "ProcessTask" ADD COLUMN     "errorsAvoidedPercent" DOUBLE PRECISION,
ADD COLUMN     "iceConfidence" INTEGER,
ADD COLUMN     "iceEase" INTEGER,
ADD COLUMN     "iceImpact" INTEGER,
ADD COLUMN     "minutesEach" DOUBLE PRECISION,
ADD COLUMN     "predictionRole" "PredictionRole",
ADD COLUMN     "riceConfidencePercent" DOUBLE PRECISION,
ADD COLUMN     "riceEffortMonths" DOUBLE PRECISION,
ADD COLUMN     "riceImpact" DOUBLE PRECISION,
ADD COLUMN     "riceReach" DOUBLE PRECISION,
ADD COLUMN     "timeSavedPercent" DOUBLE PRECISION,
ADD COLUMN     "timesAMonth" DOUBLE PRECISION,
ADD COLUMN     "whenNot" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "whenNotChecked" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "ProcessLink" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProcessLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProcessTerms" (
    "projectId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "rankBy" "RankBy" NOT NULL DEFAULT 'value_feasibility',
    "hourlyCost" DOUBLE PRECISION,
    "timeSavedReplacePercent" DOUBLE PRECISION NOT NULL DEFAULT 90,
    "timeSavedHelpPercent" DOUBLE PRECISION NOT NULL DEFAULT 30,
    "errorsAvoidedPercent" DOUBLE PRECISION NOT NULL DEFAULT 20,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProcessTerms_pkey" PRIMARY KEY ("projectId")
);

-- CreateIndex
CREATE INDEX "ProcessLink_toId_idx" ON "ProcessLink"("toId");

-- CreateIndex
CREATE INDEX "ProcessLink_workspaceId_projectId_idx" ON "ProcessLink"("workspaceId", "projectId");

-- CreateIndex
CREATE UNIQUE INDEX "ProcessLink_fromId_toId_key" ON "ProcessLink"("fromId", "toId");

-- CreateIndex
CREATE INDEX "ProcessTerms_workspaceId_idx" ON "ProcessTerms"("workspaceId");

-- AddForeignKey
ALTER TABLE "ProcessLink" ADD CONSTRAINT "ProcessLink_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcessLink" ADD CONSTRAINT "ProcessLink_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "ProcessTask"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcessLink" ADD CONSTRAINT "ProcessLink_toId_fkey" FOREIGN KEY ("toId") REFERENCES "ProcessTask"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcessTerms" ADD CONSTRAINT "ProcessTerms_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is of no use for a prediction said so by its kind alone until now.
UPDATE "ProcessTask" SET "predictionRole" = 'neither' WHERE "kind" = 'none';

-- A task hands nothing to itself, whoever writes.
ALTER TABLE "ProcessLink" ADD CONSTRAINT "ProcessLink_not_itself_check" CHECK ("fromId" <> "toId");
