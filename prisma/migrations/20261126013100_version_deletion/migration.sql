-- A version stays as it was made; only that its data are gone may be written to it.
DROP TRIGGER "DatasetVersion_is_immutable" ON "DatasetVersion";
CREATE TRIGGER "DatasetVersion_is_immutable" BEFORE UPDATE ON "DatasetVersion"
  FOR EACH ROW WHEN (
    to_jsonb(OLD) - ARRAY['deletedAt', 'deletedById', 'deletedReason']
    IS DISTINCT FROM to_jsonb(NEW) - ARRAY['deletedAt', 'deletedById', 'deletedReason']
  ) EXECUTE FUNCTION "refuse_change"();
