"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx.ts";

/**
 * A question over the page. Give `trigger` for a dialog that opens itself, or `open` with `onOpenChange`. Focus goes in
 * and comes back, Esc closes. Load it lazily on pages where it is seldom opened.
 */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  className,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.4)]" />
        <Base.Popup
          className={cx(
            "fixed z-50 left-1/2 top-[12vh] -translate-x-1/2 w-[min(32rem,calc(100vw-2rem))] max-h-[76vh] overflow-y-auto bg-surface text-ink border border-line rounded-panel shadow-float p-5",
            className,
          )}
        >
          <Base.Title className="text-section">{title}</Base.Title>
          {description ? <Base.Description className="text-ink2 mt-1">{description}</Base.Description> : null}
          <div className="mt-3">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
