import { type KeyboardEvent, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { READ_EVENT } from "#components/shell/read-event.ts";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Select } from "#components/ui/select.tsx";
import type { OpenCounts, Person, ThreadView } from "#lib/features/canvas/comments/index.ts";
import { blockOf, type PosterBlock } from "#lib/features/canvas/index.ts";
import { Composer } from "./composer.tsx";
import { readTalk, sendDeed, type TalkPage } from "./send.ts";
import { Thread } from "./thread.tsx";

export interface PanelProps {
  base: string;
  projectId: string;
  userId: string;
  mayDeleteAll: boolean;
  people: readonly Person[];
  blocks: readonly Pick<PosterBlock, "key" | "title" | "notes">[];
  /** The block that it is about; null for all. */
  block: PosterBlock["key"] | null;
  /** The thread to show first: somebody followed a link to it. */
  threadId: string | null;
  counts: OpenCounts;
  onCounts: (counts: OpenCounts) => void;
  onBlock: (block: PosterBlock["key"] | null) => void;
  onClose: () => void;
}

/** Blocks at the right of the poster: their panel stands at the left, so that both can be read. */
const AT_RIGHT: readonly PosterBlock["key"][] = [
  "collecting_data",
  "data_sources",
  "building_models",
  "feature_engineering",
];
type State = "open" | "resolved";

/** What people said about the canvas, beside it: nothing behind it is shut off. */
export function CommentPanel(props: PanelProps) {
  const { base, block, threadId, onCounts, onClose } = props;
  const owner = { projectId: props.projectId, userId: props.userId };
  const [state, setState] = useState<State>("open");
  const [page, setPage] = useState<TalkPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [news, setNews] = useState("");
  const panel = useRef<HTMLElement>(null);
  const asked = useRef(0);
  const known = useRef<Set<string> | null>(null);

  const load = useCallback(async () => {
    const mine = ++asked.current;
    const answer = await readTalk(base, { block, state });
    // A later question has a newer answer; without one what is shown stays.
    if (mine !== asked.current) return;
    setProblem(answer.ok ? null : answer.reason);
    if (!answer.ok) return;
    setPage(answer.value);
    onCounts(answer.value.counts);
    const comments = answer.value.threads.flatMap((thread) => thread.comments);
    const fresh = comments.find(
      ({ id, authorId }) => known.current?.has(id) === false && authorId !== props.userId,
    );
    if (fresh) setNews(`${answer.value.names[fresh.authorId] ?? "Somebody"} commented.`);
    known.current = new Set(comments.map(({ id }) => id));
  }, [base, block, state, onCounts, props.userId]);
  useEffect(() => {
    known.current = null;
    setPage(null);
    void load();
  }, [load]);
  useProjectEvents(({ kind }) => {
    if (kind === "comments.changed" || kind === "members.changed") void load();
  });
  useMarked({ threadId, threads: page?.threads, panel });
  useSeen(base, page?.threads, props.userId);

  const more = async () => {
    if (!page?.next) return;
    const answer = await readTalk(base, { block, state, before: page.next });
    if (!answer.ok) return setProblem(answer.reason);
    const { threads, names, next } = answer.value;
    setPage({ ...page, threads: [...page.threads, ...threads], names: { ...page.names, ...names }, next });
  };
  const send = async (deed: Record<string, unknown>) => {
    const answer = await sendDeed(base, deed);
    if (answer.ok) await load();
    return answer;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    onClose();
  };

  const open = Object.values(props.counts).reduce((sum, count) => sum + count, 0);
  const shown = props.blocks.filter(({ key }) => block === null || key === block);
  const isGone = threadId !== null && page !== null && !page.threads.some(({ id }) => id === threadId);
  const looked = useRef<string | null>(null);
  useEffect(() => {
    // It may have been resolved since the link was made.
    if (!isGone || state !== "open" || looked.current === threadId) return;
    looked.current = threadId;
    setState("resolved");
  }, [isGone, state, threadId]);
  return (
    <aside
      ref={panel}
      aria-label="Comments"
      data-print="no"
      onKeyDown={onKeyDown}
      className={cx(
        "fixed z-30 inset-y-0 w-[25rem] max-md:w-full flex flex-col bg-surface border-line shadow-float",
        block !== null && AT_RIGHT.includes(block)
          ? "left-rail-slim max-md:left-0 border-r"
          : "right-0 border-l max-md:border-l-0",
      )}
    >
      <header className="flex flex-col gap-2 px-4 pt-3 pb-2 border-b border-line">
        <div className="flex items-center gap-2">
          <h2 tabIndex={-1} className="text-section">
            Comments
          </h2>
          <Button
            size="small"
            variant="quiet"
            className="ml-auto"
            aria-keyshortcuts="Escape"
            onClick={onClose}
          >
            Close
          </Button>
        </div>
        <div className="flex items-center gap-2">
          <Select
            aria-label="Block"
            className="flex-1"
            value={block ?? ""}
            onChange={(event) =>
              props.onBlock(props.blocks.find(({ key }) => key === event.target.value)?.key ?? null)
            }
            options={[
              { value: "", label: `All blocks (${open} open)` },
              ...props.blocks.map(({ key, title }) => ({
                value: key,
                label: props.counts[key] ? `${title} (${props.counts[key]})` : title,
              })),
            ]}
          />
          {(["open", "resolved"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={state === each}
              onClick={() => setState(each)}
              className="h-8 max-md:h-10 px-2 rounded-control text-secondary font-medium text-ink2 first-letter:uppercase hover:bg-sunken aria-pressed:bg-accent2 aria-pressed:text-ink"
            >
              {each === "open" ? "Open" : "Resolved"}
            </button>
          ))}
        </div>
      </header>
      <p role="status" className="sr-only">
        {news}
      </p>
      <div className="flex-1 min-h-0 overflow-y-auto overscroll-contain">
        {problem ? (
          <p role="alert" className="px-4 py-3 text-bad border-b border-line">
            {problem}
          </p>
        ) : null}
        {isGone && problem === null && looked.current === threadId ? (
          <p className="px-4 py-3 text-ink2 border-b border-line">
            The comment that the link leads to is not among these. It may have been deleted.
          </p>
        ) : null}
        {page === null && problem === null ? <p className="px-4 py-3 text-ink3">Reading them …</p> : null}
        {page?.threads.length === 0 ? <Nothing state={state} block={block} /> : null}
        {page
          ? shown.map(({ key, title }) => {
              const threads = page.threads.filter((thread) => thread.block === key);
              if (threads.length === 0) return null;
              return (
                <section key={key} aria-label={title}>
                  {block === null ? (
                    <h3 className="text-secondary font-semibold text-ink2 px-4 pt-3">{title}</h3>
                  ) : null}
                  <ul>
                    {threads.map((thread) => (
                      <Thread
                        key={thread.id}
                        thread={thread}
                        names={page.names}
                        owner={owner}
                        people={props.people}
                        mayDeleteAll={props.mayDeleteAll}
                        isMarked={thread.id === threadId}
                        send={send}
                      />
                    ))}
                  </ul>
                </section>
              );
            })
          : null}
        {page?.next ? (
          <p className="p-4">
            <Button onClick={() => void more()}>Older ones</Button>
          </p>
        ) : null}
      </div>
      <footer className="border-t border-line px-4 py-3">
        {block === null ? (
          <p className="text-secondary text-ink3">Choose a block above to comment on it.</p>
        ) : (
          <Composer
            key={block}
            owner={owner}
            what={`new:${block}`}
            label={`Comment on ${blockOf(block).title}`}
            submit="Comment"
            people={props.people}
            places={placesOf(props.blocks.find(({ key }) => key === block))}
            autoFocus={threadId === null}
            send={(wish) => send({ deed: "begin", block, ...wish })}
            onSent={() => setState("open")}
          />
        )}
      </footer>
    </aside>
  );
}

function Nothing({ state, block }: { state: State; block: PosterBlock["key"] | null }) {
  return (
    <p className="px-4 py-3 text-ink3">
      {state === "resolved"
        ? "Nothing is resolved yet."
        : block === null
          ? "Nothing is open: every comment on this canvas is resolved."
          : "Nobody has commented on this block. Ask, doubt or agree below; everybody of the workspace can."}
    </p>
  );
}

function placesOf(block: Pick<PosterBlock, "key" | "notes"> | undefined) {
  if (!block) return [];
  return [
    { value: "", label: "On the whole block" },
    ...blockOf(block.key).fields.map(({ key, label }) => ({ value: `field:${key}`, label: `On ${label}` })),
    ...block.notes.map(({ id, text }) => ({
      value: `note:${id}`,
      label: `On the note “${[...text].slice(0, 40).join("")}”`,
    })),
  ];
}

/** Shows the thread that a link leads to, once it is there. */
function useMarked({
  threadId,
  threads,
  panel,
}: {
  threadId: string | null;
  threads: readonly ThreadView[] | undefined;
  panel: { current: HTMLElement | null };
}): void {
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (threadId === null || shown.current === threadId || !threads) return;
    shown.current = threadId;
    const row = panel.current?.querySelector<HTMLElement>(`[data-thread="${threadId}"]`);
    (row ?? panel.current?.querySelector("h2"))?.focus();
    row?.scrollIntoView({ block: "start" });
  }, [threadId, threads, panel]);
}

/** Whoever has a thread before them has read what it had for them. */
function useSeen(base: string, threads: readonly ThreadView[] | undefined, userId: string): void {
  const seen = useRef(new Map<string, number>());
  const isVisible = useSyncExternalStore(onVisibility, isPageVisible);
  useEffect(() => {
    if (!isVisible) return;
    const threadIds = (threads ?? []).flatMap(({ id, comments }) => {
      const concerns = comments.some(({ authorId }) => authorId !== userId);
      if (!concerns || seen.current.get(id) === comments.length) return [];
      seen.current.set(id, comments.length);
      return id;
    });
    if (threadIds.length === 0) return;
    void sendDeed(base, { deed: "seen", threadIds }).then(() => window.dispatchEvent(new Event(READ_EVENT)));
  }, [base, threads, userId, isVisible]);
}

const isPageVisible = () => document.visibilityState === "visible";
function onVisibility(tell: () => void): () => void {
  document.addEventListener("visibilitychange", tell);
  return () => document.removeEventListener("visibilitychange", tell);
}
