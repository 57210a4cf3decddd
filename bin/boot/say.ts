import { explainFileError } from "./words.mjs";

/** A failure that the person at the terminal can act on: its message is one plain sentence with a way out. */
export class StartError extends Error {}

/** Runs `work`, printing its name when it takes a while and its seconds when it ends. */
export async function stage<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now();
  const slow = setTimeout(() => console.log(`${name} …`), 1_500);
  try {
    const result = await work();
    console.log(`${name} … ${seconds(Date.now() - from)}`);
    return result;
  } finally {
    clearTimeout(slow);
  }
}

function seconds(ms: number): string {
  return ms < 9_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** The sentence to print for any failure. A stack is of no use to the reader; DEBUG=1 shows it. */
export function sentenceFor(error: unknown, root: string): string {
  if (process.env.DEBUG === "1" && error instanceof Error) return error.stack ?? error.message;
  if (error instanceof StartError) return error.message;
  const file = explainFileError(error, root);
  if (file !== null) return file;
  const message = error instanceof Error ? error.message : String(error);
  return `Forecanvas could not start: ${message.split("\n")[0]}. Run it again with DEBUG=1 to see where.`;
}
