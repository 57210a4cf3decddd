import { type KeyboardEvent, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { type IconState, StateIcon } from "#components/ui/state-icon.tsx";
import type { AgreementView } from "#lib/features/canvas/agreement/index.ts";
import type { PosterBlock } from "#lib/features/canvas/index.ts";
import { formatLocalDateTime } from "#lib/format/index.ts";
import { useAgreements } from "./use-agreements.ts";

type Block = Pick<PosterBlock, "key" | "title" | "status" | "agreeAgain" | "owner">;

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Ten marks, one a block in reading order: at a glance how far the plan is agreed. One stop of the Tab key; arrows move
 * along it, Enter goes to the block.
 */
export function AgreementStrip({
  base,
  blocks,
  onGo,
}: {
  base: string;
  blocks: readonly Block[];
  onGo: (key: Block["key"]) => void;
}) {
  const agreements = useAgreements(base);
  const [at, setAt] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const last = blocks.length - 1;
    const step = STEPS[event.key];
    const next =
      event.key === "Home" ? 0 : event.key === "End" ? last : step === undefined ? null : at + step;
    if (next === null) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(0, next));
    setAt(to);
    bar.current?.querySelectorAll("button")[to]?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label="Agreement by block"
      data-print="no"
      className="inline-flex flex-wrap"
      onKeyDown={onKeyDown}
    >
      {blocks.map((block, i) => {
        const words = wordsOf(
          block,
          agreements?.find((each) => each.key === block.key),
        );
        return (
          <button
            key={block.key}
            type="button"
            tabIndex={i === at ? 0 : -1}
            title={words}
            aria-label={words}
            data-agreement={block.status}
            onFocus={() => setAt(i)}
            onClick={() => onGo(block.key)}
            className={cx(
              "inline-grid place-items-center size-6 rounded-control hover:bg-sunken",
              colourOf(block),
            )}
          >
            <StateIcon state={iconOf(block)} label="" size={12} />
          </button>
        );
      })}
    </div>
  );
}

function iconOf(block: Block): IconState {
  if (block.status === "agreed") return "done";
  if (block.agreeAgain) return "warning";
  return block.status === "draft" ? "unproven" : "empty";
}

function colourOf(block: Block): string {
  if (block.status === "agreed") return "text-ok";
  return block.agreeAgain ? "text-stale" : "text-ink3";
}

/** "Decisions: agreed by Mia, 3 Nov 2026, 14:00. Owner: Dario." */
function wordsOf(block: Block, view: AgreementView | undefined): string {
  // The poster is drawn from the living document; an answer about another state of it says nothing of this one.
  const agreed = view?.status === block.status ? view.agreed : null;
  const who = agreed ? ` by ${agreed.by ?? "a former member"}, ${formatLocalDateTime(agreed.at)}` : "";
  const state =
    block.status === "agreed"
      ? `agreed${who}`
      : block.agreeAgain
        ? `changed since it was agreed${who}`
        : block.status;
  return `${block.title}: ${state}.${block.owner ? ` Owner: ${block.owner}.` : ""}`;
}
