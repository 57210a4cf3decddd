"use client";

import Link from "next/link";
import {
  type KeyboardEvent,
  memo,
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import type { ClaimActions } from "#components/evidence/actions.ts";
import { BlockClaims } from "#components/evidence/block-claims.tsx";
import { ClaimsSummary } from "#components/evidence/claims-summary.tsx";
import { useEvidence } from "#components/evidence/use-evidence.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import type { OpenCounts } from "#lib/features/canvas/comments/index.ts";
import type { PosterBlock as Block, PosterContext, Present, SaveState } from "#lib/features/canvas/index.ts";
import type { FactsOffer } from "#lib/features/datasets/index.ts";
import type { EvidenceView } from "#lib/features/evidence/index.ts";
import { CommentButton } from "./comments/comment-button.tsx";
import { useTalk } from "./comments/use-talk.tsx";
import { MeasuredFacts, type TakeFactsAction } from "./measured-facts.tsx";
import { DIRECTIONS, neighbour } from "./move.ts";
import poster from "./poster.module.css";
import { PosterBlock } from "./poster-block.tsx";
import { type AgainstPlan, RunDiffers } from "./run-differs.tsx";
import { SaveStateLine } from "./save-state.tsx";
import type { CanvasSession } from "./session.ts";
import { InAndOut } from "./share/in-and-out.tsx";
import type { ShareActions } from "./share/share-panel.tsx";
import { useMembership } from "./use-membership.tsx";
import { openStore } from "./value-store.ts";

const Claims = memo(BlockClaims);
const NO_CLAIMS: EvidenceView["claims"] = [];

type LivingParts = Pick<
  typeof import("./living.ts"),
  "AgreementStrip" | "BlockEditor" | "ClaimsEditor" | "Company" | "InBlock"
>;

export interface CanvasScreenProps {
  initial: Block[];
  /** Path of the project, `/w/demo/p/pasta`. */
  base: string;
  projectId: string;
  userId: string;
  currency: string;
  canEdit: boolean;
  /** Who may edit, in words, for somebody who may not. */
  editors: string;
  members: { userId: string; name: string }[];
  /** Of everybody who stands on the canvas, by id. */
  names: Readonly<Record<string, string>>;
  evidence: EvidenceView;
  /** The newest finished run beside the plan. */
  againstPlan: AgainstPlan | null;
  /** What was measured of the data and the plan does not say. */
  factsOffers: readonly FactsOffer[];
  /** Absent for somebody who may not edit. */
  takeFacts: TakeFactsAction | null;
  /** Open comments by block. */
  openComments: OpenCounts;
  /** An owner of the workspace deletes comments of others too. */
  mayDeleteComments: boolean;
  /** Absent for somebody who may not edit. */
  claimActions: ClaimActions | null;
  /** Absent for somebody who may not edit. */
  shareActions: ShareActions | null;
}

/**
 * The poster. It is drawn from ready values at once; the living document (yjs, zod, the editors) loads after the first
 * paint and takes over.
 */
export function CanvasScreen(props: CanvasScreenProps) {
  const { base, projectId, userId, currency, canEdit, members, names } = props;
  const [blocks, setBlocks] = useState(props.initial);
  const [save] = useState(() => openStore<SaveState>({ kind: "loading" }));
  const [living, setLiving] = useState<{ session: CanvasSession; parts: LivingParts } | null>(null);
  const [others, setOthers] = useState<readonly Present[]>([]);
  // Whoever loses the role while typing keeps the document that holds the unsaved words.
  const [wasEditor, setWasEditor] = useState(canEdit);
  if (canEdit && !wasEditor) setWasEditor(true);
  const hasLostRole = wasEditor && !canEdit;
  const { evidence, refresh } = useEvidence(props.evidence, base);
  const claimsOf = useMemo(() => {
    const found = new Map<Block["key"], EvidenceView["claims"]>();
    for (const claim of evidence.claims) found.set(claim.block, [...(found.get(claim.block) ?? []), claim]);
    return found;
  }, [evidence.claims]);
  const [openKey, setOpenKey] = useState<Block["key"] | null>(null);
  const talk = useTalk({
    ...{ base, projectId, userId, blocks, people: members },
    initial: props.openComments,
    mayDeleteAll: props.mayDeleteComments,
  });
  const openComments = Object.values(talk.counts).reduce((sum, count) => sum + count, 0);
  const frame = useRef<HTMLDivElement>(null);
  const membership = useMembership(base);
  // The page is rendered anew whenever the thread's state changes; the open document must outlive that.
  const context = useRef<PosterContext>({ currency, names: {} });
  useEffect(() => {
    context.current = { currency, names };
  }, [currency, names]);

  useEffect(() => {
    let opened: CanvasSession | null = null;
    let isGone = false;
    void import("./living.ts").then((living) => {
      // Named one by one, so that the check for unused exports sees their use.
      const { AgreementStrip, BlockEditor, ClaimsEditor, Company, InBlock, openSession, othersOf, posterOf } =
        living;
      if (isGone) return;
      opened = openSession({
        base,
        projectId,
        userId,
        canEdit: wasEditor,
        onState: save.set,
        onBlocks: (next) => {
          const fresh = posterOf(next, context.current);
          startTransition(() => setBlocks((now) => keepSame(now, fresh)));
        },
        onPeople: (people) => setOthers(othersOf(people, userId)),
      });
      setLiving({ session: opened, parts: { AgreementStrip, BlockEditor, ClaimsEditor, Company, InBlock } });
    });
    return () => {
      isGone = true;
      opened?.close();
      setLiving(null);
    };
  }, [base, projectId, userId, wasEditor, save]);

  useEffect(() => {
    // A role that is given back saves what waited for it.
    if (canEdit) living?.session.flush();
  }, [canEdit, living]);
  useEffect(() => {
    // An open block says more itself: which of its fields.
    if (openKey === null) living?.session.at({ block: null, field: null });
  }, [living, openKey]);

  useProjectEvents((event) => {
    if (event.kind === "canvas.updated") living?.session.hear(event.ref);
    else if (event.kind === "stream.opened") living?.session.pull();
    else if (event.kind === "members.changed") void membership.check();
  });

  const leave = useCallback(() => setOpenKey(null), []);
  const close = () => {
    frame.current?.querySelector<HTMLElement>(`[data-block-title="${openKey}"]`)?.focus();
    leave();
  };

  const goTo = (key: Block["key"]) => {
    const block = frame.current?.querySelector(`[data-block="${key}"]`);
    block?.scrollIntoView({ block: "nearest" });
    block?.querySelector<HTMLElement>("[data-block-title]")?.focus();
  };

  const onArrow = (event: KeyboardEvent<HTMLElement>) => {
    const direction = DIRECTIONS[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    const titles = [...(frame.current?.querySelectorAll<HTMLElement>("[data-block-title]") ?? [])];
    const boxes = titles.map((title) => (title.closest("[data-block]") ?? title).getBoundingClientRect());
    const next = neighbour(boxes, titles.indexOf(event.currentTarget), direction);
    if (next === null) return;
    event.preventDefault();
    titles[next]?.focus();
  };

  return (
    <>
      {membership.notice}
      <header className="flex flex-wrap items-center gap-x-5 gap-y-2 mb-2.5 min-h-8">
        <h1 className="text-now font-semibold">Canvas</h1>
        <ClaimsSummary claims={evidence.claims} frame={frame} />
        <p className="text-secondary text-ink3">
          <Counts blocks={blocks} />
        </p>
        <div className="min-h-6 min-w-60" data-print="no">
          {living ? <living.parts.AgreementStrip base={base} blocks={blocks} onGo={goTo} /> : null}
        </div>
        <div
          className="ml-auto flex flex-wrap items-center justify-end gap-2 max-md:w-full max-md:justify-between"
          data-print="no"
        >
          {living ? <living.parts.Company others={others} /> : null}
          <SaveStateLine store={save} canEdit={canEdit} />
          {canEdit ? null : (
            <span className="text-secondary text-ink2">
              You can read this canvas. It is edited by: {props.editors}.
            </span>
          )}
          <Link
            href={`${base}/canvas/versions`}
            className="link inline-flex items-center min-h-6 max-md:min-h-8 text-secondary"
          >
            Versions
          </Link>
          <Link
            href={`${base}/canvas/activity`}
            prefetch={false}
            className="link inline-flex items-center min-h-6 max-md:min-h-8 text-secondary"
          >
            Activity
          </Link>
          <button
            type="button"
            data-comments="all"
            className="link inline-flex items-center min-h-6 max-md:min-h-8 text-secondary"
            onClick={() => talk.open(null)}
          >
            Comments{openComments > 0 ? ` (${openComments})` : null}
          </button>
          <InAndOut
            base={base}
            actions={props.shareActions}
            filled={blocks.filter((block) => block.status !== "empty")}
            onFilled={() => living?.session.pull()}
            removeClaim={props.claimActions?.remove ?? null}
          />
          <ExportLinks base={base} />
          <Button size="small" onClick={() => window.print()}>
            Print
          </Button>
          {canEdit ? <NextStep blocks={blocks} base={base} onOpen={setOpenKey} /> : null}
        </div>
      </header>
      {hasLostRole ? (
        <p role="alert" className="mb-2.5 px-3 py-2 border border-stale rounded-control text-stale">
          Your role was changed just now, so nothing more of yours is saved. What you typed stays in this
          browser: copy it if it matters, or ask one who may edit ({props.editors}).
        </p>
      ) : null}
      <div
        ref={frame}
        data-poster
        className={`${poster.poster} bg-surface border border-control rounded-control`}
      >
        {blocks.map((block) => (
          <PosterBlock
            key={block.key}
            block={block}
            isOpen={openKey === block.key}
            onOpen={canEdit ? () => setOpenKey(block.key) : undefined}
            onKeyDown={onArrow}
            here={living ? <living.parts.InBlock others={others} block={block.key} /> : null}
            talk={
              <CommentButton
                block={block.key}
                title={block.title}
                count={talk.counts[block.key] ?? 0}
                onOpen={() => talk.open(block.key)}
              />
            }
            differs={
              <>
                <RunDiffers against={props.againstPlan} block={block.key} base={base} />
                <MeasuredFacts
                  offers={props.factsOffers}
                  block={block.key}
                  base={base}
                  take={props.takeFacts}
                />
              </>
            }
            claims={<Claims claims={claimsOf.get(block.key) ?? NO_CLAIMS} base={base} />}
          >
            {openKey === block.key && living ? (
              <living.parts.BlockEditor
                base={base}
                className={poster.editor ?? ""}
                block={block}
                session={living.session}
                others={others}
                userId={userId}
                currency={currency}
                members={members}
                names={names}
                claims={
                  props.claimActions ? (
                    <living.parts.ClaimsEditor
                      block={block.key}
                      evidence={evidence}
                      actions={props.claimActions}
                      base={base}
                      currency={currency}
                      refresh={refresh}
                    />
                  ) : null
                }
                onClose={close}
                onLeave={leave}
              />
            ) : null}
          </PosterBlock>
        ))}
      </div>
      {talk.panel}
    </>
  );
}

/** Blocks that say what they said stay the same objects, so that only what changed is drawn anew. */
function keepSame(now: readonly Block[], fresh: readonly Block[]): Block[] {
  return fresh.map((block, i) => {
    const before = now[i];
    return before && JSON.stringify(before) === JSON.stringify(block) ? before : block;
  });
}

const EXPORTS = [
  { format: "pdf", name: "PDF", title: "The poster on one A4 page" },
  { format: "md", name: "Markdown", title: "To read, with every field" },
  { format: "json", name: "JSON", title: "For machines, without a loss" },
];

/** Files, so plain links: the router has no page for them. */
function ExportLinks({ base }: { base: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-secondary text-ink3">
      Export
      {EXPORTS.map(({ format, name, title }) => (
        <a
          key={format}
          href={`${base}/canvas/export?format=${format}`}
          download
          title={title}
          aria-label={`Export as ${name}`}
          className="link inline-flex items-center min-h-6 max-md:min-h-8"
        >
          {name}
        </a>
      ))}
    </span>
  );
}

function Counts({ blocks }: { blocks: readonly Block[] }) {
  const agreed = blocks.filter((block) => block.status === "agreed").length;
  const again = blocks.filter((block) => block.agreeAgain).length;
  const drafts = blocks.filter((block) => block.status === "draft").length - again;
  const empty = blocks.filter((block) => block.status === "empty").length;
  const rest = [
    again > 0 ? `${again} to agree again` : null,
    drafts > 0 ? `${drafts} ${drafts === 1 ? "draft" : "drafts"}` : null,
    empty > 0 ? `${empty} empty` : null,
  ].filter((part) => part !== null);
  return (
    <>
      <strong className="text-ink">
        {agreed} of {blocks.length} blocks agreed
      </strong>
      {rest.length > 0 ? `, ${rest.join(", ")}` : null}
    </>
  );
}

/** The page's one primary action: what the plan lacks next. */
function NextStep({
  blocks,
  base,
  onOpen,
}: {
  blocks: readonly Block[];
  base: string;
  onOpen: (key: Block["key"]) => void;
}) {
  const next =
    blocks.find((block) => block.status === "empty") ??
    blocks.find((block) => block.agreeAgain) ??
    blocks.find((block) => block.status === "draft");
  if (!next) {
    return (
      <ButtonLink size="small" variant="primary" href={`${base}/roi`}>
        Estimate the return
      </ButtonLink>
    );
  }
  const verb = next.status === "empty" ? "Fill in" : "Review";
  return (
    <Button
      size="small"
      variant="primary"
      className="max-md:w-full max-md:h-10!"
      onClick={() => onOpen(next.key)}
    >
      {verb} {next.title.charAt(0).toLowerCase() + next.title.slice(1)}
    </Button>
  );
}
