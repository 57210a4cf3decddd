"use client";

import { useId, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { CONTROL_CLASS } from "./input.tsx";

/** A text to pass on, with a button that copies it. Where copying is not allowed, the text is selected instead. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  async function copy() {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setSaid("Copied.");
    } catch {
      setSaid("Selected. Copy it with Ctrl+C or Cmd+C.");
    }
  }
  return (
    <div className="flex flex-col gap-1 min-w-0">
      <label htmlFor={id} className="text-secondary font-medium text-ink2">
        {label}
      </label>
      <div className="flex gap-2 min-w-0 max-md:flex-col">
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className={cx(CONTROL_CLASS, "h-8 max-md:h-10 text-ink")}
        />
        <Button variant="primary" className="shrink-0" onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      <p role="status" className="text-secondary text-ink2 empty:hidden">
        {said}
      </p>
    </div>
  );
}
