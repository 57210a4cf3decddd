import { type Ref, useState } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import {
  type CommentView,
  type Person,
  readable,
  segmentsOf,
  type ThreadView,
} from "#lib/features/canvas/comments/index.ts";
import { Composer, type Owner } from "./composer.tsx";
import { draftKey, readDraft } from "./draft.ts";
import type { Answer } from "./send.ts";

export interface ThreadProps {
  thread: ThreadView;
  names: Readonly<Record<string, string>>;
  owner: Owner;
  people: readonly Person[];
  /** An owner of the workspace deletes what others said, too. */
  mayDeleteAll: boolean;
  send: (deed: Record<string, unknown>) => Promise<Answer<unknown>>;
}

const FORMER = "A former member";

/** One conversation: what was said, and what can be done about it. */
export function Thread(props: ThreadProps & { isMarked: boolean; ref?: Ref<HTMLLIElement> }) {
  const { thread, names, owner, people, send } = props;
  const [isReplying, setReplying] = useState(
    () => readDraft(localStorage, draftKey(owner, thread.id)) !== null,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (deed: Record<string, unknown>) => {
    const answer = await send(deed);
    setProblem(answer.ok ? null : answer.reason);
  };
  const { resolved } = thread;
  const first = thread.comments[0];
  const title = first?.text ? readable(first.text, names).slice(0, 60) : "a comment";
  return (
    <li
      ref={props.ref}
      tabIndex={-1}
      data-thread={thread.id}
      className={cx(
        "flex flex-col gap-2 px-4 py-3 border-b border-line scroll-mt-2 focus-visible:-outline-offset-2",
        props.isMarked && "bg-accent2",
      )}
    >
      <About thread={thread} />
      <ul className="flex flex-col gap-2.5">
        {thread.comments.map((comment, i) => (
          <Comment key={comment.id} {...props} comment={comment} isReply={i > 0} onProblem={setProblem} />
        ))}
      </ul>
      {resolved ? (
        <p className="text-secondary text-ink3">
          Resolved by {names[resolved.byId] ?? FORMER}, <LocalTime at={resolved.at} />
        </p>
      ) : null}
      {problem ? (
        <p role="alert" className="text-secondary text-bad">
          {problem}
        </p>
      ) : null}
      {isReplying ? (
        <Composer
          owner={owner}
          what={thread.id}
          label={`Reply to ${title}`}
          submit="Reply"
          people={people}
          autoFocus
          send={({ text, clientKey }) => send({ deed: "reply", threadId: thread.id, text, clientKey })}
          onSent={() => setReplying(false)}
          onCancel={() => setReplying(false)}
        />
      ) : (
        <div className="flex items-center gap-1 -ml-2">
          <Button
            size="small"
            variant="quiet"
            aria-label={`Reply to ${title}`}
            onClick={() => setReplying(true)}
          >
            Reply
          </Button>
          <Button
            size="small"
            variant="quiet"
            aria-label={`${resolved ? "Reopen" : "Resolve"}: ${title}`}
            onClick={() => void act({ deed: resolved ? "reopen" : "resolve", threadId: thread.id })}
          >
            {resolved ? "Reopen" : "Resolve"}
          </Button>
        </div>
      )}
    </li>
  );
}

/** On a field or a note: which, and what stood there. */
function About({ thread: { about, quote } }: { thread: ThreadView }) {
  if (about === "") return null;
  return (
    <p className="text-secondary text-ink3 wrap-anywhere">
      On {about}
      {quote ? (
        <span dir="auto" className="block border-l-2 border-line pl-2 mt-1 line-clamp-2 text-ink2">
          {quote}
        </span>
      ) : null}
    </p>
  );
}

function Comment({
  comment,
  isReply,
  names,
  owner,
  people,
  mayDeleteAll,
  send,
  onProblem,
}: ThreadProps & { comment: CommentView; isReply: boolean; onProblem: (problem: string | null) => void }) {
  const what = `edit:${comment.id}`;
  const [isEditing, setEditing] = useState(() => readDraft(localStorage, draftKey(owner, what)) !== null);
  const [isAsking, setAsking] = useState(false);
  const isOwn = comment.authorId === owner.userId;
  const author = names[comment.authorId] ?? FORMER;
  if (comment.text === null) {
    return <li className="text-secondary text-ink3 pl-8">A comment of {author} was deleted.</li>;
  }
  const text = readable(comment.text, names);
  const remove = async () => {
    setAsking(false);
    const answer = await send({ deed: "delete", commentId: comment.id });
    onProblem(answer.ok ? null : answer.reason);
  };
  return (
    <li
      data-comment={comment.id}
      className={cx("grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2", isReply && "pl-4")}
    >
      <Avatar name={author} decorative />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 min-h-6">
          <span className="font-semibold wrap-anywhere">{author}</span>
          <span className="text-axis text-ink3">
            <LocalTime at={comment.createdAt} />
            {comment.editedAt === null ? null : ", edited"}
          </span>
          {isEditing || isAsking || !(isOwn || mayDeleteAll) ? null : (
            <span className="ml-auto -mr-2 flex">
              {isOwn ? (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={`Edit: ${text.slice(0, 60)}`}
                  onClick={() => setEditing(true)}
                >
                  Edit
                </Button>
              ) : null}
              <Button
                size="small"
                variant="quiet"
                aria-label={`Delete …: ${text.slice(0, 60)}`}
                onClick={() => setAsking(true)}
              >
                Delete …
              </Button>
            </span>
          )}
        </div>
        {isEditing ? (
          <Composer
            owner={owner}
            what={what}
            label="Change the comment"
            submit="Save"
            people={people}
            initial={{ text, picked: mentionedPeople(comment.text, names) }}
            autoFocus
            send={({ text }) => send({ deed: "edit", commentId: comment.id, text })}
            onSent={() => setEditing(false)}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
            {segmentsOf(comment.text, names).map((segment, i) =>
              segment.userId ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text that stand in their order
                <span key={i} className="font-medium text-accent">
                  {segment.text}
                </span>
              ) : (
                segment.text
              ),
            )}
          </p>
        )}
        {isAsking ? (
          <div className="flex flex-wrap items-center gap-1 mt-1">
            <span className="text-secondary text-ink2 mr-1">Delete it for everybody?</span>
            <Button size="small" variant="danger" autoFocus onClick={() => void remove()}>
              Delete it
            </Button>
            <Button size="small" variant="quiet" onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </div>
        ) : null}
      </div>
    </li>
  );
}

function mentionedPeople(text: string, names: Readonly<Record<string, string>>): Person[] {
  return segmentsOf(text, names).flatMap(({ userId }) => {
    const name = userId && names[userId];
    return userId && name ? [{ userId, name }] : [];
  });
}
