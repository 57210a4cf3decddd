import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { followCanvas } from "./follow.ts";
import { followPresence } from "./presence.ts";

/** What an open canvas hears beside a project's events: what others write, and who is there. */
export function accompany(actor: ProjectActor): (send: (frame: Uint8Array) => void) => () => void {
  const { workspaceId, projectId } = actor;
  return (send) => {
    const ends = [followCanvas({ workspaceId, projectId }, send), followPresence(projectId, send)];
    return () => {
      for (const end of ends) end();
    };
  };
}
