import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { CONTROL_CLASS } from "./input.tsx";

/** Grows with its text where the browser can (`field-sizing`), else it scrolls. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cx(CONTROL_CLASS, "py-1.5 min-h-8 max-h-80 [field-sizing:content]", className)}
      {...rest}
    />
  );
}
