-- AlterTable
ALTER TABLE "Dataset" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deletedById" TEXT,
ADD COLUMN     "keepDays" INTEGER,
ADD COLUMN     "keepVersions" INTEGER,
ADD COLUMN     "terms" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "DatasetVersion" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deletedById" TEXT,
ADD COLUMN     "deletedReason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "DatasetDifference" (
    "workspaceId" TEXT NOT NULL,
    "fromDigest" TEXT NOT NULL,
    "toDigest" TEXT NOT NULL,
    "format" INTEGER NOT NULL,
    "result" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DatasetDifference_pkey" PRIMARY KEY ("workspaceId","fromDigest","toDigest")
);

-- CreateTable
CREATE TABLE "PartSketch" (
    "workspaceId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "format" INTEGER NOT NULL,
    "sketch" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PartSketch_pkey" PRIMARY KEY ("workspaceId","digest")
);

-- CreateTable
CREATE TABLE "BlobRelease" (
    "workspaceId" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "releasedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BlobRelease_pkey" PRIMARY KEY ("workspaceId","digest")
);

-- CreateTable
CREATE TABLE "DataConnection" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "database" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "sealedPassword" TEXT NOT NULL,
    "tls" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DataConnection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "DataConnection_projectId_name_key" ON "DataConnection"("projectId", "name");

-- CreateIndex
CREATE INDEX "DataConnection_workspaceId_idx" ON "DataConnection"("workspaceId");

-- AddForeignKey
ALTER TABLE "DataConnection" ADD CONSTRAINT "DataConnection_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
