import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { CONTROL_CLASS } from "./input.tsx";

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/**
 * The platform's own select: no script, and phones show their own picker. For a list that needs searching use the
 * combobox of its feature instead.
 */
export function Select({
  options,
  placeholder,
  className,
  children,
  ...rest
}: ComponentProps<"select"> & { options?: readonly SelectOption[]; placeholder?: string }) {
  return (
    <span className={cx("relative block min-w-0", className)}>
      <select className={cx(CONTROL_CLASS, "h-8 max-md:h-10 appearance-none pr-7 truncate")} {...rest}>
        {placeholder ? (
          <option value="" disabled>
            {placeholder}
          </option>
        ) : null}
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="absolute right-1.5 top-1/2 size-4 -translate-y-1/2 pointer-events-none text-ink3"
      >
        <path d="M4.5 6.5 8 10l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </span>
  );
}
