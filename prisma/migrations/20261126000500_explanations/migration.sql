-- CreateEnum
CREATE TYPE "ExplanationKind" AS ENUM ('inputs', 'series', 'what_if');

-- CreateTable
CREATE TABLE "RunExplanation" (
    "id" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kind" "ExplanationKind" NOT NULL,
    "key" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "status" "TaskStatus" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "message" TEXT NOT NULL DEFAULT '',
    "failure" TEXT,
    "digest" TEXT,
    "askedById" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RunExplanation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RunExplanation_workspaceId_digest_idx" ON "RunExplanation"("workspaceId", "digest");

-- CreateIndex
CREATE UNIQUE INDEX "RunExplanation_runId_kind_key_key" ON "RunExplanation"("runId", "kind", "key");

-- AddForeignKey
ALTER TABLE "RunExplanation" ADD CONSTRAINT "RunExplanation_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
