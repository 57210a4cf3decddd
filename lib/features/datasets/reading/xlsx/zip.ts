import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AppError } from "#lib/platform/errors.ts";
import { DataRefused } from "../../problems.ts";

/** What one part may unpack to, and how much more than its packed size: XML of a sheet shrinks 5 to 50 times. */
const MAX_PART_BYTES = 2 * 1024 ** 3;
const MAX_RATIO = 300;
const RATIO_CHECK_FROM = 16 * 1024 ** 2;
/** Of shared texts and styles, which stay in memory. */
const MAX_ENTRIES = 10_000;

export interface Archive {
  names: ReadonlySet<string>;
  /** The unpacked bytes of a part, as they come. */
  read: (name: string) => AsyncIterable<Uint8Array>;
  close: () => void;
}

/**
 * Opens a ZIP archive on disk. Sizes are checked while it unpacks, whatever its directory says.
 * @throws DataRefused when it is damaged; `too_large` for bombs.
 */
export async function openArchive(file: string): Promise<Archive> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(damaged);
  const entries = await entriesOf(zip).catch((error: unknown) => {
    zip.close();
    return damaged(error);
  });
  return {
    names: new Set(entries.keys()),
    read: (name) => unpacked(zip, entries.get(name)),
    close: () => zip.close(),
  };
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", () => resolve(entries));
    zip.on("entry", (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > MAX_ENTRIES) reject(new Error("too many parts"));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

async function* unpacked(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Uint8Array> {
  if (!entry) return;
  if (entry.isEncrypted()) refuse("The workbook is protected by a password. Save it without one.");
  const stream: Readable = await zip.openReadStreamPromise(entry).catch(damaged);
  let given = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      given += chunk.byteLength;
      const isBomb = given > RATIO_CHECK_FROM && given > entry.compressedSize * MAX_RATIO;
      if (given > MAX_PART_BYTES || isBomb) {
        throw new AppError("too_large", {
          detail: "The workbook unpacks to far more than a table of sales does. Save the sheet as CSV.",
        });
      }
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AppError ? error : damagedError();
  } finally {
    stream.destroy();
  }
}

const damagedError = () =>
  new DataRefused([
    {
      row: null,
      column: null,
      message: "The workbook is damaged or cut off. Save it again, or as CSV (UTF-8).",
    },
  ]);

function damaged(error: unknown): never {
  throw error instanceof AppError ? error : damagedError();
}

function refuse(message: string): never {
  throw new DataRefused([{ row: null, column: null, message }]);
}
