/**
 * Reads uploads for a web process that opened this one: `lib/features/datasets/reader.ts`. It holds no state; killed at
 * any moment, a version is there whole or not at all. It ends with the process that opened it.
 */
import { rmSync } from "node:fs";
import {
  handleReading,
  type ReadingAnswer,
  type ReadingOrder,
  toFailure,
} from "#lib/features/datasets/jobs.ts";
import { yieldToPages } from "./yield-to-pages.ts";

// Training, for which nobody waits at the screen, comes last.
yieldToPages(7);

const answer = (message: ReadingAnswer) => {
  if (process.connected) process.send?.(message);
};

process.on("message", (order: ReadingOrder) => {
  const { id } = order;
  handleReading(order, (stage, share) => answer({ id, type: "stage", stage, share })).then(
    (result) => answer({ id, type: "done", result }),
    (error: unknown) => answer({ id, type: "failed", failure: toFailure(error) }),
  );
});

// The web process ended, perhaps without a chance to clear away what this one has on the disk.
process.on("disconnect", () => {
  if (process.env.TMPDIR?.includes("forecanvas-reader-")) {
    rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 3 });
  }
  process.exit(0);
});
