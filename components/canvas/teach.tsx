import type { Teaching } from "#lib/features/canvas/teaching/index.ts";

/** Under a field: what it is, and an entry that helps beside one that does not. */
export function Teach({ teaching }: { teaching: Teaching | undefined }) {
  if (!teaching) return null;
  return (
    <div
      className="mt-1 text-secondary text-ink2 flex flex-col gap-1 pl-2 border-l-2 border-line min-w-0"
      data-teach
    >
      <p>{teaching.what}</p>
      <p>
        <span className="font-medium text-ok">Good:</span> {teaching.good}
      </p>
      <p>
        <span className="font-medium text-bad">Not so:</span> {teaching.bad}
        <span className="block text-ink3">{teaching.why}</span>
      </p>
    </div>
  );
}
