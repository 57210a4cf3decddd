import { cx } from "./cx.ts";

/** A place where something will stand; give it the size of that. No shimmer, and only after 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx("block bg-sunken border border-line rounded-control fade-in-late", className)}
    />
  );
}

/** The usual page before its data: title, conclusion, table rows. */
export function PageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-busy="true">
      <h1 className="sr-only">Loading</h1>
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="h-5 w-96 max-w-full mt-2" />
      <Skeleton className="h-16 w-full mt-5" />
      <div className="mt-6 flex flex-col gap-2">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
          <Skeleton key={row} className="h-8 w-full" />
        ))}
      </div>
    </div>
  );
}
