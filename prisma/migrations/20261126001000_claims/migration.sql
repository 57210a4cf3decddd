-- CreateEnum
CREATE TYPE "ClaimMeasure" AS ENUM ('history_months', 'series_count', 'missing_share', 'covariate_recorded_share', 'freshness_days', 'wape', 'mase', 'smape', 'bias', 'coverage80', 'saving_share', 'verdict', 'npv', 'payback_months', 'irr', 'break_even_saving');

-- CreateEnum
CREATE TYPE "ClaimComparison" AS ENUM ('below', 'at_most', 'at_least', 'above', 'equal');

-- CreateTable
CREATE TABLE "Claim" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "block" "BlockKey" NOT NULL,
    "text" TEXT NOT NULL,
    "measure" "ClaimMeasure",
    "comparison" "ClaimComparison",
    "threshold" DOUBLE PRECISION,
    "subject" TEXT NOT NULL DEFAULT '',
    "pinnedTo" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Claim_workspaceId_projectId_idx" ON "Claim"("workspaceId", "projectId");

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
