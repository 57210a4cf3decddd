import type { Teaching } from "#lib/features/canvas/teaching/index.ts";

/** Beside a field: what it is, and an entry that helps beside one that does not. Opens by itself, without a script. */
export function Teach({ label, teaching }: { label: string; teaching: Teaching | undefined }) {
  if (!teaching) return null;
  return (
    <details className="text-secondary text-ink2 min-w-0">
      <summary className="cursor-pointer text-ink3 w-fit min-h-6 inline-flex items-center">
        What goes here<span className="sr-only">: {label}</span>
      </summary>
      <div className="flex flex-col gap-1 pl-2 border-l-2 border-line">
        <p>{teaching.what}</p>
        <p>
          <span className="font-medium text-ok">Good:</span> {teaching.good}
        </p>
        <p>
          <span className="font-medium text-bad">Not so:</span> {teaching.bad}
          <span className="block text-ink3">{teaching.why}</span>
        </p>
      </div>
    </details>
  );
}
