import type { ReactNode } from "react";

/** Teaches: what will stand here, an example in grey, one action. */
export function EmptyState({
  title,
  example,
  action,
  children,
}: {
  title: ReactNode;
  example?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="border border-dashed border-control rounded-panel px-5 py-5 max-w-[48rem]">
      <p className="font-semibold">{title}</p>
      {children ? <div className="text-ink2 mt-1 max-w-[75ch]">{children}</div> : null}
      {example ? <div className="text-secondary text-ink3 mt-2 max-w-[75ch]">{example}</div> : null}
      {action ? <div className="flex flex-wrap gap-2 mt-3">{action}</div> : null}
    </div>
  );
}
