-- A version whose data are gone may be made again from the same files: its parts may then have other digests.
DROP TRIGGER "DatasetVersion_is_immutable" ON "DatasetVersion";
CREATE TRIGGER "DatasetVersion_is_immutable" BEFORE UPDATE ON "DatasetVersion"
  FOR EACH ROW WHEN (
    OLD."deletedAt" IS NULL
    AND to_jsonb(OLD) - ARRAY['deletedAt', 'deletedById', 'deletedReason']
      IS DISTINCT FROM to_jsonb(NEW) - ARRAY['deletedAt', 'deletedById', 'deletedReason']
  ) EXECUTE FUNCTION "refuse_change"();
