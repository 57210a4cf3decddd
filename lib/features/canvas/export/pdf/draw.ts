import { setImmediate as nextTurn } from "node:timers/promises";
import PDFDocument from "pdfkit";
import type { Fonts } from "./fonts.ts";
import type { Face, Ink, Line } from "./lines.ts";
import { type Box, PAGE, type PagePlan, TITLE_HEIGHT } from "./plan.ts";

// The light values of the product's colours.
const COLOURS: Record<Ink | "line" | "control", string> = {
  ink: "#17191c",
  ink2: "#4c5159",
  ink3: "#63686f",
  ok: "#0a6647",
  stale: "#6f5500",
  line: "#dfdfd9",
  control: "#85888d",
};

/** What stands around the poster. */
export interface Frame {
  title: string;
  /** "5 of 10 blocks agreed, as of 26 Nov 2026" */
  aside: string;
  /** About letters that could not be printed; "" when all could. */
  footnote: string;
  now: number;
}

type Doc = PDFKit.PDFDocument;

/** The pages as a PDF, its fonts embedded with the letters that it uses, its text searchable. */
export async function drawPdf(pages: readonly PagePlan[], frame: Frame, fonts: Fonts): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    size: [PAGE.width, PAGE.height],
    margin: 0,
    lang: "en",
    displayTitle: true,
    pdfVersion: "1.7",
    info: { Title: frame.title, Creator: "Forecanvas", CreationDate: new Date(frame.now) },
    // None of PDF's own fonts: Inter is registered below.
    font: "",
  });
  const done = collect(doc);
  const pen = { doc, fonts };
  for (const [i, page] of pages.entries()) {
    doc.addPage();
    drawHead(pen, frame, i > 0);
    drawFoot(pen, frame, `Page ${i + 1} of ${pages.length}`);
    for (const box of page.boxes) drawBox(pen, box);
    // Its frame lies over those of its neighbours.
    for (const box of page.boxes) if (box.isFramed) outline(doc, box);
    // As between the columns of the plan.
    await nextTurn();
  }
  doc.end();
  return done;
}

function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}

interface Pen {
  doc: Doc;
  fonts: Fonts;
}

function write(
  { doc, fonts }: Pen,
  text: string,
  at: { x: number; baseline: number; face: Face; size: number; ink: Ink },
): void {
  if (text === "") return;
  let { x } = at;
  const runs = fonts.runs(text, at.face);
  for (const [i, run] of runs.entries()) {
    // It takes a parsed font too, which its types do not say; each document has a subset of its own.
    doc.registerFont(run.name, run.font as unknown as Buffer);
    doc
      .font(run.name)
      .fontSize(at.size)
      .fillColor(COLOURS[at.ink])
      .text(run.text, x, at.baseline, { lineBreak: false, baseline: "alphabetic" });
    if (i < runs.length - 1) x += fonts.measure(run.text, at);
  }
}

function drawHead(pen: Pen, frame: Frame, isContinued: boolean): void {
  const { measure } = pen.fonts;
  const { margin, width } = PAGE;
  const baseline = margin + 13;
  const title = `${frame.title}${isContinued ? ", continued" : ""}`;
  const style = { face: "semibold", size: 13 } as const;
  const aside = { face: "regular", size: 8 } as const;
  const asideWidth = measure(frame.aside, aside);
  const room = width - 2 * margin - asideWidth - 16;
  write(
    pen,
    clipped(title, (text) => measure(text, style) <= room),
    { ...style, x: margin, baseline, ink: "ink" },
  );
  write(pen, frame.aside, { ...aside, x: width - margin - asideWidth, baseline, ink: "ink2" });
}

/** Titles have at most 80 characters; wide letters of a long one still end before the date. */
function clipped(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  let short = [...text];
  while (short.length > 0 && !fits(`${short.join("").trimEnd()}…`)) short = short.slice(0, -1);
  return `${short.join("").trimEnd()}…`;
}

function drawFoot(pen: Pen, frame: Frame, words: string): void {
  const { measure } = pen.fonts;
  const { margin, width, height } = PAGE;
  const style = { face: "regular", size: 6.6 } as const;
  const baseline = height - margin;
  write(pen, frame.footnote, { ...style, x: margin, baseline, ink: "ink2" });
  write(pen, words, { ...style, x: width - margin - measure(words, style), baseline, ink: "ink3" });
}

function outline(doc: Doc, { block, x, y, width, height }: Box): void {
  const isValue = block.key === "value_proposition";
  doc
    .lineWidth(isValue ? 1.4 : 0.6)
    .strokeColor(isValue ? COLOURS.ink : COLOURS.control)
    .rect(x, y, width, height)
    .stroke();
}

function drawBox(pen: Pen, box: Box): void {
  drawTitle(pen, box);
  for (const { line, x, y } of box.lines) drawLine(pen, line, x, y);
}

function drawTitle(pen: Pen, box: Box): void {
  const { doc, fonts } = pen;
  const { measure } = fonts;
  const { block, isFramed, isContinued } = box;
  const left = box.x + (isFramed ? 7 : 0);
  const right = box.x + box.width - (isFramed ? 7 : 0);
  const baseline = box.y + (isFramed ? 6 : 1.5) + TITLE_HEIGHT - 5.5;
  const title = { face: "semibold", size: block.key === "value_proposition" ? 9 : 8.4 } as const;
  const words = `${block.title}${isContinued ? ", continued" : ""}`;
  write(pen, words, { ...title, x: left, baseline, ink: "ink" });
  if (isContinued) {
    doc.lineWidth(0.6).strokeColor(COLOURS.control);
    doc
      .moveTo(left, box.y - 2)
      .lineTo(right, box.y - 2)
      .stroke();
    return;
  }
  const owner = block.owner === null ? "" : initialsOf(block.owner);
  const small = { face: "semibold", size: 6.2 } as const;
  if (owner) write(pen, owner, { ...small, x: right - measure(owner, small), baseline, ink: "ink2" });
  const x = left + measure(words, title) + 5;
  const status = block.agreeAgain ? "agree again" : block.status;
  const ink: Ink = block.status === "agreed" ? "ok" : block.agreeAgain ? "stale" : "ink3";
  const hasIcon = ink !== "ink3";
  if (hasIcon) drawIcon(doc, { x, y: baseline - 5, ink });
  write(pen, status, { face: "regular", size: 6.6, x: hasIcon ? x + 7.5 : x, baseline, ink });
}

/** "Giulia Ferri" → "GF": first letters of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = (word: string | undefined) => [...(word ?? "")][0] ?? "";
  const letters = words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0]);
  return letters.toUpperCase();
}

/** The states' own shapes, which hold in grey print: a disc with a tick, a triangle. */
function drawIcon(doc: Doc, { x, y, ink }: { x: number; y: number; ink: Ink }): void {
  doc.fillColor(COLOURS[ink]);
  if (ink === "ok") {
    doc.circle(x + 2.75, y + 2.75, 2.75).fill();
    doc.lineWidth(0.8).strokeColor("#ffffff");
    doc
      .moveTo(x + 1.5, y + 2.9)
      .lineTo(x + 2.4, y + 3.8)
      .lineTo(x + 4.1, y + 1.8)
      .stroke();
    return;
  }
  doc.polygon([x + 2.75, y], [x + 5.5, y + 5.2], [x, y + 5.2]).fill();
}

function drawLine(pen: Pen, line: Line, x: number, y: number): void {
  const { doc } = pen;
  for (const mark of line.marks) {
    if (mark.kind === "bar") {
      doc.rect(x + mark.x, y, 1.2, line.height).fill(COLOURS.line);
      continue;
    }
    const at = mark.dashed ? y + line.height / 2 : y + line.height - 1;
    doc.lineWidth(0.5).strokeColor(COLOURS[mark.ink]);
    if (mark.dashed) doc.dash(1.6, { space: 1.6 });
    doc
      .moveTo(x + mark.x, at)
      .lineTo(x + mark.x + mark.width, at)
      .stroke();
    if (mark.dashed) doc.undash();
  }
  for (const run of line.runs) {
    const { face, size, ink } = run.style;
    const baseline = y + (run.dy ?? 0) + size * 1.02;
    write(pen, run.text, { face, size, ink, x: x + run.x, baseline });
  }
}
