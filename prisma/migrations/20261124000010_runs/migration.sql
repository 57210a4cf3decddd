-- One form makes one run, however often it is sent.
ALTER TABLE "Run" ADD COLUMN "clientKey" TEXT;
CREATE UNIQUE INDEX "Run_projectId_clientKey_key" ON "Run"("projectId", "clientKey");

-- Attempts that ended badly; handing a task back at shutdown is not one of them.
ALTER TABLE "RunTask" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
-- A thinned loss curve while a network trains; the whole one is an artifact.
ALTER TABLE "RunTask" ADD COLUMN "lossCurve" JSONB;
