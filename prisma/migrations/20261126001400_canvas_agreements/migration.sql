-- CreateTable
CREATE TABLE "CanvasAgreement" (
    "projectId" TEXT NOT NULL,
    "key" "BlockKey" NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "agreedById" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CanvasAgreement_pkey" PRIMARY KEY ("projectId","key")
);

-- CreateIndex
CREATE INDEX "CanvasAgreement_workspaceId_idx" ON "CanvasAgreement"("workspaceId");

-- AddForeignKey
ALTER TABLE "CanvasAgreement" ADD CONSTRAINT "CanvasAgreement_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
