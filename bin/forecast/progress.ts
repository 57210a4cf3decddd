import type { Progress } from "#lib/forecast/types.ts";

const WIDTH = 28;
const LINE_MS = 5_000;

/** A bar on a terminal, and a plain line now and then elsewhere. Both on stderr. */
export function openProgress(
  stream: NodeJS.WriteStream,
  clock: () => number,
): { say: (progress: Progress) => void; end: () => void } {
  const started = clock();
  let saidAt = stream.isTTY ? Number.NEGATIVE_INFINITY : started;
  let isOpen = false;
  return {
    say({ fraction, message }) {
      const seconds = (clock() - started) / 1_000;
      if (!stream.isTTY) {
        if (clock() - saidAt < LINE_MS) return;
        saidAt = clock();
        stream.write(`${Math.round(100 * fraction)} % ${message}, ${seconds.toFixed(0)} s\n`);
        return;
      }
      if (clock() - saidAt < 100 && fraction < 1) return;
      saidAt = clock();
      const full = Math.round(WIDTH * fraction);
      const left =
        fraction > 0.1 && fraction < 1
          ? `, about ${Math.ceil((seconds * (1 - fraction)) / fraction)} s left`
          : "";
      stream.write(
        `\r\u001b[2K${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.round(100 * fraction)} % ${message}${left}`,
      );
      isOpen = true;
    },
    end() {
      if (isOpen) stream.write("\r\u001b[2K");
      isOpen = false;
    },
  };
}
