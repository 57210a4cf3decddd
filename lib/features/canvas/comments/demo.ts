import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { listThreads } from "./read.ts";
import { beginThread, reply } from "./write.ts";

/** What the demo's people say about its plan: questions, as nobody knows the answers. Leaves a project alone that has comments. */
export async function seedComments(people: Record<Role, ProjectActor>, newId: () => string): Promise<void> {
  const { product_owner, data_scientist, stakeholder } = people;
  const query = { block: undefined, state: "all" as const, past: null, limit: 1 };
  if ((await listThreads(product_owner, query)).threads.length > 0) return;
  const { threadId } = await beginThread(
    stakeholder,
    {
      block: "offline_evaluation",
      place: "field:costUnder",
      text: `<@${product_owner.userId}> both unit costs are assumptions, and the verdict rests on them. Who knows the real ones?`,
    },
    newId(),
  );
  await reply(
    product_owner,
    threadId,
    { text: "Purchasing should. Until they answer, read every sum of money here as an example." },
    newId(),
  );
  await beginThread(
    data_scientist,
    {
      block: "data_sources",
      text: `<@${product_owner.userId}> are stock-outs written down anywhere? A zero may be an empty shelf.`,
    },
    newId(),
  );
}
