export { AUDIT_KINDS, type AuditKind } from "./words.ts";
