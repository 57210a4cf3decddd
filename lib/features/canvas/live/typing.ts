import * as Y from "yjs";
import { MAX_TEXT_LENGTH } from "../document/inspect.ts";
import { ROOTS } from "../document/shape.ts";

/**
 * True when a transaction did nothing but put characters into texts that a canvas has, or take them out. Nearly every
 * change is of this kind, and such a one can sign nothing and break no structure: it needs no look at the whole document.
 */
export function isTyping(transaction: Y.Transaction, nameOf: (type: object) => string | undefined): boolean {
  for (const type of transaction.changed.keys()) {
    if (!(type instanceof Y.Text) || type.length > MAX_TEXT_LENGTH) return false;
    const isCell = type._item?.parent instanceof Y.Map;
    if (!isCell && ROOTS.get(nameOf(type) ?? "") !== "text") return false;
  }
  for (const [client, clock] of transaction.afterState) {
    if (!addsOnlyCharacters(transaction, { client, from: transaction.beforeState.get(client) ?? 0, clock })) {
      return false;
    }
  }
  return true;
}

function addsOnlyCharacters(
  { doc }: Y.Transaction,
  added: { client: number; from: number; clock: number },
): boolean {
  if (added.clock === added.from) return true;
  const structs = doc.store.clients.get(added.client) ?? [];
  for (let i = structs.length - 1; i >= 0; i--) {
    const struct = structs[i];
    if (!struct || struct.id.clock + struct.length <= added.from) break;
    if (struct instanceof Y.GC) continue;
    if (!(struct instanceof Y.Item) || struct.parentSub !== null) return false;
    const { content } = struct;
    if (!(content instanceof Y.ContentString) && !(content instanceof Y.ContentDeleted)) return false;
  }
  return true;
}
