import type { ReactNode } from "react";
import { Unbroken } from "./unbroken.tsx";

/** Title, what it is about, and the page's actions, then its conclusion or next step as one sentence. */
export function PageHeader({
  title,
  meta,
  actions,
  conclusion,
}: {
  title: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  conclusion?: ReactNode;
}) {
  return (
    <header className="mb-5 max-md:mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 max-md:flex-col">
        <div className="min-w-0 flex-[1_1_22rem] max-md:flex-auto">
          <h1 className="text-title [overflow-wrap:anywhere]">{title}</h1>
          {meta ? <p className="text-ink2 max-w-[75ch]">{meta}</p> : null}
        </div>
        {actions ? (
          <div className="flex flex-wrap gap-2 shrink-0 max-w-full max-md:w-full max-md:*:flex-1">
            {actions}
          </div>
        ) : null}
      </div>
      {conclusion ? (
        <p className="text-verdict mt-2 max-w-[48rem] max-md:text-now">
          {typeof conclusion === "string" ? <Unbroken>{conclusion}</Unbroken> : conclusion}
        </p>
      ) : null}
    </header>
  );
}
