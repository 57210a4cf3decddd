import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** Writes a file piece by piece, waiting where the disk is slower; `close` before anyone reads it. */
export function openFile(path: string) {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 });
  const failed = once(out, "error").then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  return {
    write: async (chunk: Uint8Array | string): Promise<void> => {
      if (!out.write(chunk)) await Promise.race([once(out, "drain"), failed]);
    },
    close: () => new Promise<void>((resolve) => out.end(() => resolve())),
  };
}

/** One record of a CSV file in which nothing can be taken for a delimiter, a quote or a line end. */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",;\t|\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\n`;
}
