import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

export type ButtonVariant = "primary" | "outline" | "quiet" | "danger";
export type ButtonSize = "normal" | "small" | "large";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent border-accent text-onaccent hover:opacity-90",
  outline: "bg-surface border-control text-ink hover:bg-sunken",
  quiet: "bg-transparent border-transparent text-ink2 hover:bg-sunken hover:text-ink",
  danger: "bg-surface border-bad text-bad hover:bg-bad2",
};

const SIZES: Record<ButtonSize, string> = {
  normal: "h-8 px-3 text-body max-md:h-10",
  small: "h-6 px-2 text-secondary max-md:h-8",
  large: "h-9 px-3.5 text-body max-md:h-11",
};

export function buttonClass(
  options: { variant?: ButtonVariant; size?: ButtonSize; className?: string | undefined } = {},
) {
  return cx(
    "inline-flex items-center justify-center gap-2 border rounded-control font-medium whitespace-nowrap transition-colors",
    "disabled:opacity-50 disabled:cursor-not-allowed aria-disabled:opacity-50",
    VARIANTS[options.variant ?? "outline"],
    SIZES[options.size ?? "normal"],
    options.className,
  );
}

export interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** `busy` is the word to show while it works ("Saving"); the button then takes no second press. */
export function Button({
  variant = "outline",
  size = "normal",
  busy,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ComponentProps<"button"> & ButtonLook & { busy?: string | false | null | undefined }) {
  return (
    <button
      type={type}
      className={buttonClass({ variant, size, className })}
      disabled={disabled || Boolean(busy)}
      aria-busy={busy ? true : undefined}
      {...rest}
    >
      {busy || children}
    </button>
  );
}
