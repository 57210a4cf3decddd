import { AppError } from "#lib/platform/errors.ts";
import { readXml } from "./xml.ts";
import type { Archive } from "./zip.ts";

export interface Workbook {
  /** Sheets that people see, in their order, with the part that holds each. */
  sheets: { name: string; part: string }[];
  /** Shared texts, by their number. */
  texts: readonly string[];
  /** For each cell style, whether it shows its number as a date. */
  dateStyles: readonly boolean[];
  /** Days to add to a date's number: workbooks of old Macs count from 1904. */
  dayShift: number;
}

const MAX_TEXT_CHARACTERS = 256 * 1024 ** 2;
/** Built-in formats of dates and times (ECMA-376 part 1, 18.8.30); the rest are named by the workbook. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);
const DAYS_TO_1904 = 1462;

/** What a workbook says beside its cells. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const parts = await readTargets(archive);
  const sheets: Workbook["sheets"] = [];
  let dayShift = 0;
  await readXml(archive.read("xl/workbook.xml"), {
    open: (name, attributes) => {
      if (name === "workbookPr" && /^(1|true)$/.test(attributes.date1904 ?? "")) dayShift = DAYS_TO_1904;
      if (name !== "sheet" || (attributes.state ?? "visible") !== "visible") return;
      const part = parts.get(attributes["r:id"] ?? "");
      if (part && archive.names.has(part)) sheets.push({ name: attributes.name ?? "", part });
    },
  });
  return { sheets, texts: await readTexts(archive), dateStyles: await readDateStyles(archive), dayShift };
}

async function readTargets(archive: Archive): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  await readXml(archive.read("xl/_rels/workbook.xml.rels"), {
    open: (name, { Id, Target }) => {
      if (name !== "Relationship" || !Id || !Target) return;
      parts.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return parts;
}

async function readTexts(archive: Archive): Promise<string[]> {
  const texts: string[] = [];
  let text = "";
  let taken = 0;
  let inText = false;
  let inPhonetic = false;
  await readXml(archive.read("xl/sharedStrings.xml"), {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "t") inText = true;
      else if (name === "rPh") inPhonetic = true;
    },
    text: (piece) => {
      if (!inText || inPhonetic) return;
      text += piece;
      taken += piece.length;
      if (taken > MAX_TEXT_CHARACTERS)
        throw new AppError("too_large", {
          detail: "The workbook holds too much text. Save the sheet as CSV.",
        });
    },
    close: (name) => {
      if (name === "si") texts.push(text);
      else if (name === "t") inText = false;
      else if (name === "rPh") inPhonetic = false;
    },
  });
  return texts;
}

async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  await readXml(archive.read("xl/styles.xml"), {
    open: (name, attributes) => {
      if (name === "numFmt") own.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ""));
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(own.get(id) ?? DATE_FORMATS.has(id));
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}

/** A format shows a date when, past quoted texts, colours and escapes, it has a letter for day, month, year or hour. */
function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ""));
}
