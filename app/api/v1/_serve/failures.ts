import { RIGHTS, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { ERROR_TABLE, type ErrorCode } from "#lib/platform/errors.ts";
import { isAtProject, type Operation } from "./operation.ts";

const EVERY_ROLE = Object.keys(ROLE_NAMES).length;

/** The failures that an operation may answer with, by status; each status with the codes that it stands for. */
export function failuresOf(operation: Operation): Map<number, ErrorCode[]> {
  const codes: ErrorCode[] = ["invalid_input", "unauthenticated"];
  if (RIGHTS[operation.right].length < EVERY_ROLE) codes.push("forbidden");
  if (isAtProject(operation) || operation.params) codes.push("not_found");
  if (operation.body || operation.rawBody) codes.push("unsupported_type");
  if (operation.method !== "GET") codes.push("too_large");
  if (operation.method === "POST") codes.push("still_running", "idempotency_key_reused");
  codes.push(...(operation.errors ?? []), "rate_limited", "internal", "unavailable");
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set(codes)) {
    const { status } = ERROR_TABLE[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b));
}
