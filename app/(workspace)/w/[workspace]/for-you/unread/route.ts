import { countUnread, readAllNotices } from "#lib/features/canvas/server.ts";
import { requireWorkspace } from "#lib/features/workspaces/server.ts";
import { assertSameOrigin, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string }>;
}

const HEADERS = { "cache-control": "no-store" };

/** How much there is for this person that they have not read. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const actor = await requireWorkspace(await params);
  return Response.json({ unread: await countUnread(actor) }, { headers: HEADERS });
});

/** Marks all of it as read. */
export const POST = route(async (request: Request, { params }: Context) => {
  assertSameOrigin(request);
  const actor = await requireWorkspace(await params);
  await readAllNotices(actor);
  return Response.json({ unread: 0 }, { headers: HEADERS });
});
