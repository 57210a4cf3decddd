import type { Delimiter, Encoding } from "../recipe.ts";
import { openFile } from "./clean-file.ts";
import { decompressed } from "./decode.ts";
import { cleanJsonLines } from "./json-lines.ts";
import type { RowsLoader } from "./load-rows.ts";
import { cleanParquet } from "./parquet-file.ts";
import { scanCsv } from "./scan.ts";
import type { TypedResult } from "./typed.ts";
import { cleanXlsx } from "./xlsx/clean-xlsx.ts";

export type FileFormat = "csv" | "json_lines" | "parquet" | "xlsx";

export interface CleanOptions {
  bytes: () => AsyncIterable<Uint8Array>;
  /** Takes the clean rows. */
  rows: RowsLoader;
  /** Where a clean CSV file may stand on its way, and a place beside it for what cannot be read as it comes. */
  path: string;
  folder: string;
  delimiter: Delimiter | null;
  encoding: Encoding;
  sheet: string | null;
}

export interface CleanResult extends TypedResult {
  format: FileFormat;
  /** Of a workbook, else empty. */
  sheets: readonly string[];
}

/**
 * Hands on the rows of any file that is taken, as clean CSV: known by its first bytes, never by its name, each also
 * compressed with gzip.
 * @throws DataRefused when it cannot be read without doubt.
 */
export async function cleanFile(options: CleanOptions): Promise<CleanResult> {
  const { path, folder, sheet, delimiter, encoding, rows } = options;
  const unpacked = () => decompressed(options.bytes());
  const format = await formatOf(unpacked());
  if (format === "csv") {
    const { onHeader, write } = rows;
    const scan = await scanCsv({ bytes: unpacked(), delimiter, encoding, onHeader, write });
    return { ...scan, isTyped: scan.header.map(() => false), format, sheets: [] };
  }
  const clean = await cleanOther();
  rows.takeFile(path, clean);
  return { sheets: [], ...clean, format };

  async function cleanOther(): Promise<TypedResult & { sheets?: readonly string[] }> {
    if (format === "json_lines") return cleanJsonLines(unpacked, path);
    const file = `${path}.${format}`;
    await spool(unpacked(), file);
    return format === "parquet" ? cleanParquet({ file, path, folder }) : cleanXlsx({ file, path, sheet });
  }
}

async function formatOf(bytes: AsyncIterable<Uint8Array>): Promise<FileFormat> {
  for await (const chunk of bytes) {
    const head = Buffer.from(chunk.subarray(0, 4096)).toString("latin1");
    if (head.startsWith("PAR1")) return "parquet";
    if (head.startsWith("PK\x03\x04")) return "xlsx";
    return /^(\xef\xbb\xbf)?\s*[{[]/.test(head) ? "json_lines" : "csv";
  }
  return "csv";
}

async function spool(bytes: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const out = openFile(path);
  try {
    for await (const chunk of bytes) await out.write(chunk);
  } finally {
    await out.close();
  }
}
