import type { BlockKey, NoticeReason } from "#lib/platform/prisma/enums.ts";

export { directionOf } from "./direction.ts";
export {
  insertMention,
  mentionAt,
  type Person,
  peopleFor,
  readable,
  segmentsOf,
  withMentions,
} from "./mentions.ts";

/** Of a comment as it is stored, with its mentions as `<@id>`. The box says so before the server has to. */
export const LONGEST_COMMENT = 5_000;

export interface CommentView {
  id: string;
  authorId: string;
  /** Null for a deleted one: nothing is left of it but its place. */
  text: string | null;
  createdAt: number;
  editedAt: number | null;
}

export interface ThreadView {
  id: string;
  block: BlockKey;
  /** Empty for the whole block, else `field:<key>` or `note:<id>`. */
  place: string;
  /** What the place is called: "Horizon", "a note"; empty for the whole block. */
  about: string;
  /** What stood there when the thread was begun. */
  quote: string;
  createdAt: number;
  resolved: { byId: string; at: number } | null;
  comments: CommentView[];
}

/** Threads with the names of everybody in them, by id. Somebody without one is no person or key any more. */
export interface Talk {
  threads: ThreadView[];
  names: Record<string, string>;
}

/** How many open threads each block has; blocks without any are absent. */
export type OpenCounts = Partial<Record<BlockKey, number>>;

/** A line of "For you". */
export interface NoticeView {
  id: string;
  reason: NoticeReason;
  block: BlockKey;
  blockTitle: string;
  threadId: string;
  by: string | null;
  /** The comment in one line. */
  excerpt: string;
  at: number;
  isRead: boolean;
  isResolved: boolean;
  project: { slug: string; name: string };
}
