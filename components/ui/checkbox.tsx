import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

/** A checkbox (or, with `type="radio"`, one choice of several) with its words and a quieter second line. */
export function Checkbox({
  label,
  hint,
  type = "checkbox",
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  type?: "checkbox" | "radio";
}) {
  return (
    <label className={cx("flex items-start gap-2 py-1.5 min-h-6 max-md:py-2.5", className)}>
      <input type={type} className="size-4 mt-0.5 shrink-0" {...rest} />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {hint ? <span className="block text-secondary text-ink3">{hint}</span> : null}
      </span>
    </label>
  );
}
