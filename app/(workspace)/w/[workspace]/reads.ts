import { cache } from "react";
import { getWorkspace } from "#lib/features/workspaces/server.ts";

/** Once a request, however many layouts and pages ask; the actor of one request is one object. */
export const workspaceOf = cache(getWorkspace);
