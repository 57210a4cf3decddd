import { cx } from "#components/ui/cx.ts";

/** What a terminal or a file says, as it is. Long lines scroll, by key as well. */
export function CodeBlock({
  label,
  children,
  className,
}: {
  label: string;
  children: string;
  className?: string;
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
      tabIndex={0}
      className={cx(
        "overflow-auto max-h-96 bg-sunken border border-line rounded-control px-3 py-2",
        className,
      )}
    >
      <pre className="font-mono text-secondary">{children}</pre>
    </section>
  );
}

/** Prose in which what stands between backticks is code. */
export function Prose({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which does not change
        key={index}
        className="font-mono text-secondary bg-sunken rounded-tag px-1 [overflow-wrap:anywhere]"
      >
        {part}
      </code>
    ),
  );
}
