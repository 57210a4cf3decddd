-- CreateTable
CREATE TABLE "DatasetRecipe" (
    "datasetId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changedById" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DatasetRecipe_pkey" PRIMARY KEY ("datasetId")
);

-- CreateIndex
CREATE INDEX "DatasetRecipe_workspaceId_idx" ON "DatasetRecipe"("workspaceId");

-- AddForeignKey
ALTER TABLE "DatasetRecipe" ADD CONSTRAINT "DatasetRecipe_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;
