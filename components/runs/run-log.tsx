import type { RunLive } from "#lib/features/runs/index.ts";
import { formatDateTime } from "#lib/format/index.ts";

const pad = (value: number) => String(value).padStart(2, "0");

function clock(at: number): string {
  const date = new Date(at);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(pad).join(":");
}

/** What the workers wrote, oldest first; closed until somebody asks. Times are UTC. */
export function RunLog({ lines }: { lines: RunLive["logs"] }) {
  return (
    <details className="mt-3 min-w-0">
      <summary className="cursor-pointer list-inside text-secondary font-medium text-ink2 py-1">
        Log, {lines.length} {lines.length === 1 ? "line" : "lines"}
      </summary>
      {lines.length === 0 ? (
        <p className="text-secondary text-ink3">Nothing yet. A line appears as each step ends.</p>
      ) : (
        <ol
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key
          tabIndex={0}
          aria-label="Log"
          className="font-[ui-monospace,monospace] text-axis max-h-64 overflow-auto bg-sunken rounded-control p-2"
        >
          {lines.map((line) => (
            <li key={line.id} className={line.level === "info" ? "text-ink2" : "text-stale"}>
              <time dateTime={new Date(line.at).toISOString()} title={formatDateTime(line.at)}>
                {clock(line.at)}
              </time>{" "}
              {line.level === "info" ? "" : `${line.level}: `}
              {line.text}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
