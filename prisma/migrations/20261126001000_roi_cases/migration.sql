-- CreateEnum
CREATE TYPE "RoiCaseKind" AS ENUM ('pessimistic', 'expected', 'optimistic', 'own');

-- AlterTable
ALTER TABLE "RoiCase" ADD COLUMN     "followsCanvas" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kind" "RoiCaseKind" NOT NULL DEFAULT 'own',
ADD COLUMN     "measured" JSONB,
ADD COLUMN     "ranges" JSONB NOT NULL DEFAULT '{}';

-- The one case that a project had is what is expected; others now stand beside it.
UPDATE "RoiCase" SET "kind" = 'expected', "name" = 'Expected' WHERE "isBase";

-- One chosen case a project, whoever writes.
CREATE UNIQUE INDEX "RoiCase_projectId_isBase_key" ON "RoiCase"("projectId") WHERE "isBase";
