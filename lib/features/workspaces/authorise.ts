import { AppError } from "#lib/platform/errors.ts";
import { may, RIGHTS, type Right, ROLE_NAMES } from "./rights.ts";
import type { Actor } from "./scope.ts";

/** Throws `forbidden`, naming who may, unless the actor's role has the right. */
export function assertMay(actor: Actor, right: Right): void {
  if (may(actor.role, right)) return;
  const names = RIGHTS[right].map((role) => ROLE_NAMES[role]).join(", ");
  throw new AppError("forbidden", {
    detail: `As ${ROLE_NAMES[actor.role]} you may read and comment here. This can be done by: ${names}.`,
  });
}
