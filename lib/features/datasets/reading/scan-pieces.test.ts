import fc from "fast-check";
import { expect, it } from "vitest";
import { DataRefused } from "../problems.ts";
import { scanCsv } from "./scan.ts";

const HEAD = `id,y\n${"b,2\n".repeat(17_000)}`;

/** The head, of which 64 KB are read before the first row, as one piece, and what follows in pieces of a size. */
async function scan(tail: string, size: number) {
  const bytes = Buffer.from(tail);
  const written: Uint8Array[] = [];
  const cuts: number[] = [];
  async function* pieces() {
    yield Buffer.from(HEAD);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  try {
    const result = await scanCsv({
      bytes: pieces(),
      delimiter: ",",
      write: async (chunk, whole) => {
        const before = written.reduce((sum, each) => sum + each.length, 0);
        if (whole > 0) cuts.push(before + whole);
        written.push(Uint8Array.from(chunk));
      },
    });
    for (const cut of cuts) expectWhole(Buffer.concat(written).subarray(0, cut));
    const lines = Array.from({ length: result.rows }, (_, i) => result.lineOf(i));
    return { clean: Buffer.concat(written).toString(), rows: result.rows, lines };
  } catch (error) {
    if (!(error instanceof DataRefused)) throw error;
    return { problems: error.problems, total: error.total };
  }
}

/** The last record has its end, and every quote in it is closed. */
function expectWhole(clean: Uint8Array): void {
  expect(clean.at(-1)).toBe(10);
  expect(clean.filter((byte) => byte === 34).length % 2).toBe(0);
}

/** The lines at which records start, by walking over the whole text; of texts that are clean. */
function startLines(text: string): number[] {
  const starts: number[] = [];
  let [line, start, quoted, empty] = [1, 1, false, true];
  for (const char of text.replaceAll("\r\n", "\n").replaceAll("\r", "\n")) {
    if (char === '"') quoted = !quoted;
    if (char !== "\n") empty = false;
    else {
      line += 1;
      if (quoted) continue;
      if (!empty) starts.push(start);
      [start, empty] = [line, true];
    }
  }
  if (!empty) starts.push(start);
  return starts.slice(1);
}

// The plain stretches of a file are passed over at once: where a chunk ends within one must not matter.
it("any text gives the same whatever the pieces in which it comes", async () => {
  const record = fc.constantFrom(
    "a,1\n",
    '"x\ny",2\n',
    '"x\r\n""y""",2\r',
    "\n",
    "\r\n",
    'é,"q"\n',
    "c,3\r\n",
  );
  const odd = fc.constantFrom("a", ",", "\n", "\r", '"', '""', "\0", "1.5");
  const token = fc.oneof({ weight: 60, arbitrary: record }, { weight: 1, arbitrary: odd });
  const tail = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(""));
  await fc.assert(
    fc.asyncProperty(tail, fc.integer({ min: 1, max: 7 }), async (text, size) => {
      const found = await scan(text, size);
      expect(found).toEqual(await scan(text, 1000));
      if (found.lines) expect(found.lines).toEqual(startLines(HEAD + text));
    }),
    { numRuns: 200 },
  );
});
