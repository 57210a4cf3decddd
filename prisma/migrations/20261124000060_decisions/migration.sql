-- One form records one decision, however often it is sent.
ALTER TABLE "Decision" ADD COLUMN "clientKey" TEXT;
CREATE UNIQUE INDEX "Decision_projectId_clientKey_key" ON "Decision"("projectId", "clientKey");
