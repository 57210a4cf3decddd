-- AlterEnum
ALTER TYPE "ClaimMeasure" ADD VALUE 'checks_passed_share';
ALTER TYPE "ClaimMeasure" ADD VALUE 'checks_failed';

-- CreateTable
CREATE TABLE "VersionProfile" (
    "versionId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "rules" INTEGER NOT NULL,
    "columnsDigest" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VersionProfile_pkey" PRIMARY KEY ("versionId")
);

-- CreateTable
CREATE TABLE "ExpectationSuite" (
    "datasetId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "expectations" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "isProposal" BOOLEAN NOT NULL DEFAULT true,
    "updatedById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ExpectationSuite_pkey" PRIMARY KEY ("datasetId")
);

-- CreateTable
CREATE TABLE "VersionValidation" (
    "versionId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "datasetId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "results" JSONB NOT NULL,
    "passed" INTEGER NOT NULL,
    "warnings" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VersionValidation_pkey" PRIMARY KEY ("versionId")
);

-- CreateIndex
CREATE INDEX "VersionProfile_workspaceId_projectId_idx" ON "VersionProfile"("workspaceId", "projectId");

-- CreateIndex
CREATE INDEX "ExpectationSuite_workspaceId_projectId_idx" ON "ExpectationSuite"("workspaceId", "projectId");

-- CreateIndex
CREATE INDEX "VersionValidation_workspaceId_projectId_idx" ON "VersionValidation"("workspaceId", "projectId");

-- AddForeignKey
ALTER TABLE "VersionProfile" ADD CONSTRAINT "VersionProfile_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExpectationSuite" ADD CONSTRAINT "ExpectationSuite_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VersionValidation" ADD CONSTRAINT "VersionValidation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
