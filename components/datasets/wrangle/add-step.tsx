"use client";

import { useEffect, useRef } from "react";
import { STEP_KINDS, type StepKind } from "#lib/features/datasets/index.ts";

/** The kinds of steps, each with what it is for. */
export function AddStep({ isOpen, onAdd }: { isOpen: boolean; onAdd: (kind: StepKind) => void }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (isOpen && details.current) details.current.open = false;
  }, [isOpen]);
  return (
    <details ref={details} className="mt-3" hidden={isOpen}>
      <summary id="add-step" className="text-accent font-medium list-inside cursor-pointer py-1">
        Add a step
      </summary>
      <ul className="grid sm:grid-cols-2 gap-x-4 mt-2">
        {(Object.keys(STEP_KINDS) as StepKind[]).map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className="w-full text-left px-2 py-1.5 min-h-10 rounded-control hover:bg-sunken"
              onClick={() => onAdd(kind)}
            >
              <span className="block font-medium">{STEP_KINDS[kind].title}</span>
              <span className="block text-secondary text-ink3">{STEP_KINDS[kind].about}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
