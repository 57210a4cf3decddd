import { Section } from "#components/ui/section.tsx";
import type { BlockDifference, Change, Stretch } from "#lib/features/canvas/versions/index.ts";

const KINDS = { added: "added", removed: "removed", changed: "changed" } as const;

/** What changed, block by block and field by field; what went and what came is told by line and underline, not by colour alone. */
export function Difference({ blocks }: { blocks: readonly BlockDifference[] }) {
  return (
    <>
      {blocks.map((block, i) => (
        <Section
          key={block.key}
          title={block.title}
          plain={i === 0}
          aside={`${block.changes.length} ${block.changes.length === 1 ? "change" : "changes"}`}
        >
          <ChangeList changes={block.changes} />
        </Section>
      ))}
    </>
  );
}

export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <dl className="flex flex-col gap-2.5 max-w-[75ch]">
      {changes.map((change) => (
        <OneChange key={change.path} change={change} />
      ))}
    </dl>
  );
}

function OneChange({ change }: { change: Change }) {
  return (
    <div>
      <dt className="text-secondary text-ink3">
        {change.label}, {KINDS[change.kind]}
      </dt>
      <dd dir="auto" className="wrap-anywhere whitespace-pre-line">
        {shortened(change.stretches).map((stretch, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a difference is drawn once and never reordered
          <Words key={i} stretch={stretch} />
        ))}
      </dd>
    </div>
  );
}

function Words({ stretch }: { stretch: Stretch }) {
  switch (stretch.kind) {
    case "same":
      return <span className="text-ink2">{stretch.text}</span>;
    case "removed":
      return (
        <del className="bg-bad2 text-bad line-through">
          <span className="sr-only"> removed: </span>
          {stretch.text}
        </del>
      );
    case "added":
      return (
        <ins className="bg-ok2 text-ok underline decoration-1 underline-offset-2">
          <span className="sr-only"> added: </span>
          {stretch.text}
        </ins>
      );
  }
}

const KEEP = 120;

/** Of a long stretch that stayed only the ends stand there: enough to know the place. */
function shortened(stretches: readonly Stretch[]): Stretch[] {
  return stretches.map((stretch, i) => {
    const letters = Array.from(stretch.text);
    if (stretch.kind !== "same" || letters.length <= 3 * KEEP) return stretch;
    const head = i === 0 ? "" : letters.slice(0, KEEP).join("");
    const tail = i === stretches.length - 1 ? "" : letters.slice(-KEEP).join("");
    return { kind: "same", text: `${head} … ${tail}` };
  });
}
