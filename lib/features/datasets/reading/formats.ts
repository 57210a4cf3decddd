import type { Delimiter, Encoding } from "../recipe.ts";
import { openFile } from "./clean-file.ts";
import { decompressed } from "./decode.ts";
import { cleanJsonLines } from "./json-lines.ts";
import { cleanParquet } from "./parquet-file.ts";
import { type ScanResult, scanCsv } from "./scan.ts";
import type { TypedResult } from "./typed.ts";
import { cleanXlsx } from "./xlsx/clean-xlsx.ts";

export type FileFormat = "csv" | "json_lines" | "parquet" | "xlsx";

export interface CleanOptions {
  bytes: () => AsyncIterable<Uint8Array>;
  /** Where the clean CSV file goes, and a place beside it for what cannot be read as it comes. */
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
 * Writes any file that is taken as a clean CSV file: known by its first bytes, never by its name, each also compressed
 * with gzip.
 * @throws DataRefused when it cannot be read without doubt.
 */
export async function cleanFile(options: CleanOptions): Promise<CleanResult> {
  const unpacked = () => decompressed(options.bytes());
  const format = await formatOf(unpacked());
  if (format === "csv") {
    const scan = await cleanCsv(unpacked(), options);
    return { ...scan, isTyped: scan.header.map(() => false), format, sheets: [] };
  }
  if (format === "json_lines")
    return { ...(await cleanJsonLines(unpacked, options.path)), format, sheets: [] };
  const file = `${options.path}.${format}`;
  await spool(unpacked(), file);
  const { path, folder, sheet } = options;
  if (format === "parquet") return { ...(await cleanParquet({ file, path, folder })), format, sheets: [] };
  return { ...(await cleanXlsx({ file, path, sheet })), format };
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

async function cleanCsv(bytes: AsyncIterable<Uint8Array>, options: CleanOptions): Promise<ScanResult> {
  const out = openFile(options.path);
  try {
    const { delimiter, encoding } = options;
    return await scanCsv({ bytes, delimiter, encoding, write: out.write });
  } finally {
    await out.close();
  }
}

async function spool(bytes: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const out = openFile(path);
  try {
    for await (const chunk of bytes) await out.write(chunk);
  } finally {
    await out.close();
  }
}
