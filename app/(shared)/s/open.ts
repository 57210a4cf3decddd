import "server-only";
import { headers } from "next/headers";
import { readSharedCanvas } from "#lib/features/canvas/server.ts";
import { addressOf } from "#lib/features/workspaces/server.ts";

/** What stands behind the token of an address, for whoever asks. */
export async function openShared(token: string) {
  const address = addressOf(Object.fromEntries(await headers()));
  return readSharedCanvas(token, { address, now: new Date() });
}
