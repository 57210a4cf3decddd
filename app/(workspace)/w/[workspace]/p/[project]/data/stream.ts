import "server-only";
import type { StreamLine } from "#lib/features/datasets/index.ts";
import { DataRefused } from "#lib/features/datasets/server.ts";
import { explain } from "#lib/platform/log.ts";

/**
 * Answers long work as lines of JSON: each stage in words, then the result or the problem. What fails before the first
 * stage (a foreign id, a missing right) is thrown, so that it gets its own status. Work that is for the reader alone
 * stops at its next stage when the reader leaves.
 */
export async function streamWork<T>(
  work: (onStage: (stage: string, share?: number) => void) => Promise<T>,
  options: { stopsWithReader?: boolean } = {},
): Promise<Response> {
  const encoder = new TextEncoder();
  const waiting: StreamLine<T>[] = [];
  let wake = () => {};
  let isOver = false;
  let isLeft = false;
  const push = (line: StreamLine<T>) => {
    waiting.push(line);
    wake();
  };
  const running = work((stage, share) => {
    if (isLeft && options.stopsWithReader) throw new DOMException("The reader has left.", "AbortError");
    push(share === undefined ? { stage } : { stage, share });
  });
  const settled = running.then(
    (done) => push({ done }),
    (error: unknown) => push(problemLine(error)),
  );
  const over = settled.finally(() => {
    isOver = true;
    wake();
  });
  // The first stage or the end, whichever comes first.
  if (waiting.length === 0) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  if (waiting[0] && "problem" in waiting[0]) await running;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const line = waiting.shift();
        if (line) {
          controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
          return;
        }
        if (isOver) {
          await over;
          controller.close();
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    cancel() {
      isLeft = true;
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function problemLine(error: unknown): StreamLine<never> {
  const { code, detail, status } = explain(error);
  const problem = { code, detail, status };
  return error instanceof DataRefused
    ? { problem, problems: [...error.problems], problemCount: error.total }
    : { problem, problems: [], problemCount: 0 };
}
