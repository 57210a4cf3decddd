import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

/** A part of a page under a hairline. `plain` leaves the hairline out, for the first part and for columns. */
export function Section({
  id: anchor,
  title,
  aside,
  plain,
  className,
  children,
}: {
  /** Where a link of the page leads. */
  id?: string;
  title: ReactNode;
  aside?: ReactNode;
  plain?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className={cx("min-w-0", plain ? null : "border-t border-line pt-4 mt-6", className)}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 mb-3">
        <h2 id={id} className="text-section">
          {title}
        </h2>
        {aside ? <div className="text-secondary text-ink3">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
