import { readBlob } from "#lib/platform/blobs/index.ts";
import { withFolder } from "#lib/platform/parquet/duck.ts";
import { type OnStage, type RawFile, type RawTable, type ReadOptions, readTable } from "./table.ts";

/**
 * Reads uploads of one workspace, in their order, into one table and runs `work` on it. Folder and database are gone
 * afterwards.
 * @throws DataRefused when a file cannot be read without doubt.
 */
export async function withRawTable<T>(
  options: ReadOptions & {
    workspaceId: string;
    files: readonly { digest: string; fileName: string; sizeBytes: number }[];
    onStage: OnStage;
  },
  work: (raw: RawTable) => Promise<T>,
): Promise<T> {
  const before = lastReading;
  let done = () => {};
  lastReading = new Promise((resolve) => {
    done = resolve;
  });
  if (waiting > 0) options.onStage("Waiting for another file to be read");
  waiting += 1;
  try {
    await before;
    const files = options.files.map(
      ({ digest, fileName, sizeBytes }): RawFile => ({
        name: fileName,
        sizeBytes,
        bytes: () => readBlob({ workspaceId: options.workspaceId, digest }),
      }),
    );
    return await withFolder((folder) => readTable({ ...options, files, folder }, work));
  } finally {
    waiting -= 1;
    done();
  }
}

// One file at a time a process: a reading may take some hundred megabytes and both cores.
let lastReading: Promise<void> = Promise.resolve();
let waiting = 0;
