"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type CaseChange, type CaseKind, MAX_CASES } from "#lib/features/roi/index.ts";

type Outcome<T> = { ok: true; value: T } | { ok: false; problem: { detail: string } };

export interface CaseActions {
  create: (input: { kind: CaseKind }) => Promise<Outcome<{ id: string }>>;
  change: (change: CaseChange) => Promise<Outcome<unknown>>;
  remove: (() => Promise<Outcome<unknown>>) | null;
  measure: (isUsed: boolean) => Promise<Outcome<unknown>>;
}

const ADD: { kind: CaseKind; words: string }[] = [
  { kind: "pessimistic", words: "Add a pessimistic case" },
  { kind: "optimistic", words: "Add an optimistic case" },
  { kind: "own", words: "Copy to a case of your own" },
];

interface Props {
  actions: CaseActions;
  name: string;
  isBase: boolean;
  kinds: readonly CaseKind[];
  count: number;
  /** Of the page without a case in it. */
  href: string;
}

/** Adds cases and says which one is the plan's. */
export default function CaseTools({ actions, name, isBase, kinds, count, href }: Props) {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const [title, setTitle] = useState(name);

  function act<T>(work: () => Promise<Outcome<T>>, then?: (value: T) => void) {
    start(async () => {
      const outcome = await work();
      setProblem(outcome.ok ? null : outcome.problem.detail);
      if (!outcome.ok) return;
      then?.(outcome.value);
      router.refresh();
    });
  }
  const open = ({ id }: { id: string }) => router.push(`${href}?case=${id}`, { scroll: false });
  const isFull = count >= MAX_CASES;
  const offered = ADD.filter(({ kind }) => kind === "own" || !kinds.includes(kind));
  return (
    <div className="flex flex-col gap-3 min-w-0" data-print="no">
      <div className="flex flex-wrap gap-2">
        {isFull
          ? null
          : offered.map(({ kind, words }) => (
              <Button
                key={kind}
                size="small"
                disabled={isBusy}
                onClick={() => act(() => actions.create({ kind }), open)}
              >
                {words}
              </Button>
            ))}
        {isBase ? null : (
          <Button size="small" disabled={isBusy} onClick={() => act(() => actions.change({ isBase: true }))}>
            Make “{name}” the plan
          </Button>
        )}
        {actions.remove ? (
          <Button
            size="small"
            variant="danger"
            disabled={isBusy}
            onClick={() => act(actions.remove as () => Promise<Outcome<unknown>>, () => router.push(href))}
          >
            Delete “{name}”
          </Button>
        ) : null}
      </div>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          act(() => actions.change({ name: title }));
        }}
      >
        <Field label="Name of this case">
          <Input value={title} maxLength={60} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Button type="submit" disabled={isBusy || title.trim() === "" || title === name}>
          Rename
        </Button>
      </form>
      <p className="text-secondary text-ink3">
        The plan's case feeds the verdict and the front page.
        {isFull ? ` There are ${MAX_CASES} cases, the most a project has.` : ""}
      </p>
      <p role="status" className="text-bad empty:hidden">
        {problem}
      </p>
    </div>
  );
}
