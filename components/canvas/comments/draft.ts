import type { Person } from "#lib/features/canvas/comments/index.ts";

/** What somebody has typed and not sent yet. */
export interface Draft {
  text: string;
  /** Whom they chose from the list. */
  picked: Person[];
  place: string;
  /** Names the request, so that one that is sent again says nothing twice. */
  clientKey: string;
}

export type DraftStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Of this person, in this project: a thread's id, or "new:" and a block, or "edit:" and a comment. */
export function draftKey(owner: { projectId: string; userId: string }, what: string): string {
  return `forecanvas-draft/${owner.projectId}/${owner.userId}/${what}`;
}

export function emptyDraft(newId: () => string): Draft {
  return { text: "", picked: [], place: "", clientKey: newId() };
}

/** The draft that this browser keeps; null when there is none that can be read. */
export function readDraft(store: DraftStore, key: string): Draft | null {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? "null");
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps it, or forgets it when nothing is typed. False when this browser keeps nothing: it is full, or private. */
export function keepDraft(store: DraftStore, key: string, draft: Draft): boolean {
  try {
    if (draft.text === "") store.removeItem(key);
    else store.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { text, picked, place, clientKey } = value as Record<string, unknown>;
  const arePeople =
    Array.isArray(picked) &&
    picked.every((one) => typeof one?.userId === "string" && typeof one?.name === "string");
  return arePeople && [text, place, clientKey].every((part) => typeof part === "string");
}
