import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { InputError } from "./input-error.ts";

const [QUOTE, COMMA, CR, LF] = [0x22, 0x2c, 0x0d, 0x0a];

/** Bytes of a file, unpacked where its first two bytes say gzip. */
export function readBytes(file: string): Buffer {
  const name = path.basename(file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new InputError(
      code === "ENOENT"
        ? `There is no file ${file}.`
        : code === "ERR_FS_FILE_TOO_LARGE"
          ? `${name} is larger than 2 GiB; split its series over several files.`
          : `${name} could not be read: ${code ?? String(error)}.`,
    );
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = gunzipSync(bytes);
    } catch (error) {
      throw new InputError(
        (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
          ? `${name} is too large once unpacked; split its series over several files.`
          : `${name} is broken: it begins like gzip and cannot be unpacked.`,
      );
    }
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/**
 * Reads comma-separated values (RFC 4180) and hands on each row's cells with the row's number in the file, the header being row 1. Blank
 * lines are left out. The array of cells is used again: copy what must stay.
 * @throws InputError for a row of another length than the first, or a quote that is never closed.
 */
export function eachRow(bytes: Buffer, name: string, take: (cells: string[], row: number) => void): void {
  const cells: string[] = [];
  let wanted = -1;
  let row = 0;
  let at = 0;
  const end = bytes.length;
  while (at < end) {
    cells.length = 0;
    row += 1;
    let isDone = false;
    while (!isDone) {
      if (bytes[at] === QUOTE) {
        let text = "";
        let from = at + 1;
        for (;;) {
          const close = bytes.indexOf(QUOTE, from);
          if (close < 0) throw new InputError(`${name}, row ${row}: a quote is never closed.`);
          text += bytes.toString("utf8", from, close);
          at = close + 1;
          if (bytes[at] !== QUOTE) break;
          text += '"';
          from = at + 1;
        }
        cells.push(text);
        while (at < end && bytes[at] !== COMMA && bytes[at] !== LF && bytes[at] !== CR) at += 1;
      } else {
        const from = at;
        while (at < end && bytes[at] !== COMMA && bytes[at] !== LF && bytes[at] !== CR) at += 1;
        cells.push(bytes.toString("utf8", from, at));
      }
      if (bytes[at] === COMMA) at += 1;
      else isDone = true;
    }
    if (bytes[at] === CR) at += 1;
    if (bytes[at] === LF) at += 1;
    if (cells.length === 1 && cells[0] === "") continue;
    if (wanted < 0) wanted = cells.length;
    else if (cells.length !== wanted)
      throw new InputError(`${name}, row ${row}: ${cells.length} cells where the header has ${wanted}.`);
    take(cells, row);
  }
}
