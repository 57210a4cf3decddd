"use client";

import { lazy, Suspense, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Expectation } from "#lib/features/datasets/validate/index.ts";
import type { SaveResult } from "./suite-editor.tsx";

const SuiteEditor = lazy(() =>
  import("./suite-editor.tsx").then(({ SuiteEditor: default_ }) => ({ default: default_ })),
);

/** A button that opens the form; the form's code comes when it is pressed. */
export function SuiteSection(props: {
  expectations: readonly Expectation[];
  proposal: readonly Expectation[];
  revision: number;
  columns: readonly string[];
  save: (input: unknown) => Promise<SaveResult>;
}) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!isOpen) {
    return (
      <Button ref={button} onClick={() => setOpen(true)}>
        Change what is expected
      </Button>
    );
  }
  return (
    <Suspense fallback={<Skeleton className="h-80 w-full" />}>
      <SuiteEditor
        {...props}
        onDone={() => {
          setOpen(false);
          requestAnimationFrame(() => button.current?.focus());
        }}
      />
    </Suspense>
  );
}
