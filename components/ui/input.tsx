import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

export const CONTROL_CLASS =
  "w-full min-w-0 border border-control rounded-control bg-surface text-ink text-body px-2 transition-colors disabled:opacity-60 disabled:bg-sunken [&[readonly]]:bg-sunken aria-invalid:border-bad";

/** `unit` stands inside the control at the right: "€", "%", "days". */
export function Input({ className, unit, ...rest }: ComponentProps<"input"> & { unit?: ReactNode }) {
  const input = (
    <input
      className={cx(CONTROL_CLASS, "h-8 max-md:h-10", unit ? "pr-12" : null, unit ? null : className)}
      {...rest}
    />
  );
  if (!unit) return input;
  return (
    <span className={cx("relative block", className)}>
      {input}
      <span
        aria-hidden="true"
        className="absolute right-2 top-1/2 -translate-y-1/2 text-secondary text-ink3 pointer-events-none"
      >
        {unit}
      </span>
    </span>
  );
}
