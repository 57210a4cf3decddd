import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

/**
 * An open table: hairlines between the rows, none at the sides. `label` names it; the wrapper scrolls sideways, by key
 * as well, where the table is wider than the room.
 */
export function Table({
  label,
  caption,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { label: string; caption?: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className={cx("w-full border-collapse text-body", className)} {...rest}>
        {caption ? <caption className="sr-only">{caption}</caption> : null}
        {children}
      </table>
    </section>
  );
}

interface Cell {
  /** Right-aligned with tabular figures. */
  numeric?: boolean;
  /** Left out below 720 px. */
  wide?: boolean;
}

export function Th({ numeric, wide, className, scope = "col", ...rest }: ComponentProps<"th"> & Cell) {
  return (
    <th
      scope={scope}
      className={cx(
        "text-secondary font-medium text-ink3 align-bottom border-b border-line py-1.5 pr-3 last:pr-0",
        numeric ? "text-right" : "text-left",
        wide && "max-md:hidden",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, wide, className, ...rest }: ComponentProps<"td"> & Cell) {
  return (
    <td
      className={cx(
        "align-top border-b border-line py-1.5 pr-3 last:pr-0 [tr:last-child>&]:border-b-0",
        numeric ? "text-right tabular-nums whitespace-nowrap" : "text-left",
        wide && "max-md:hidden",
        className,
      )}
      {...rest}
    />
  );
}

export function Tr({ selected, className, ...rest }: ComponentProps<"tr"> & { selected?: boolean }) {
  return <tr className={cx(selected && "bg-accent2", className)} {...rest} />;
}
