/** What a page is made of. Lengths are points (1/72 inch); nothing here knows of PDF. */
export type Face = "regular" | "medium" | "semibold";
export type Ink = "ink" | "ink2" | "ink3" | "ok" | "stale";

export interface Style {
  face: Face;
  ink: Ink;
  /** Of the letters, at scale 1. */
  size: number;
}

export interface Span {
  text: string;
  style: Style;
}

export interface Run extends Span {
  x: number;
  /** Below the line's own first baseline; rows of a table hold several lines of letters. */
  dy?: number;
}

export type Mark =
  | { kind: "rule"; x: number; width: number; ink: "line" | "control"; dashed?: true }
  /** At the left of a note, over the whole height. */
  | { kind: "bar"; x: number };

export interface Line {
  height: number;
  runs: Run[];
  marks: Mark[];
}

/** Width of a text in points. */
export type Measure = (text: string, style: Pick<Style, "face" | "size">) => number;

/** How an element is set: in how wide a column, how large. */
export interface Setting {
  width: number;
  /** Of letters and gaps; 1 is the size that is pleasant to read. */
  scale: number;
  measure: Measure;
}

interface Word {
  text: string;
  style: Style;
  /** Whether a space stood before it. */
  isSpaced: boolean;
}

export interface WrappedLine {
  spans: Span[];
  /** What the text has where the line ends: nothing between Han signs or within a word, else a space or a new line. */
  end: "" | " " | "\n";
}

/** A text's lines, none wider than `width`; what has no spaces is cut where it has to be. */
export function wrap(spans: readonly Span[], setting: Setting): WrappedLine[] {
  return paragraphsOf(spans).flatMap((paragraph) => wrapParagraph(paragraph, setting));
}

/** The text of some lines again, to be wrapped at another width. */
export function unwrap(lines: readonly WrappedLine[]): Span[] {
  return lines.flatMap(({ spans, end }, i) =>
    spans.map((span, j) =>
      j === spans.length - 1 && i < lines.length - 1 ? { ...span, text: `${span.text}${end}` } : span,
    ),
  );
}

function paragraphsOf(spans: readonly Span[]): Span[][] {
  const paragraphs: Span[][] = [[]];
  for (const { text, style } of spans) {
    for (const [i, part] of text.split("\n").entries()) {
      if (i > 0) paragraphs.push([]);
      paragraphs.at(-1)?.push({ text: part, style });
    }
  }
  return paragraphs.filter((paragraph) => paragraph.some(({ text }) => text.trim() !== ""));
}

function wrapParagraph(spans: readonly Span[], { width, scale, measure }: Setting): WrappedLine[] {
  const widthOf = (text: string, style: Style) =>
    measure(text, { face: style.face, size: style.size * scale });
  const lines: WrappedLine[] = [];
  let line: Span[] = [];
  let used = 0;
  const add = ({ text, style, isSpaced }: Word) => {
    const last = line.at(-1);
    const joined = `${isSpaced && last ? " " : ""}${text}`;
    if (last && last.style === style) last.text += joined;
    else line.push({ text: joined, style });
  };
  const end = (at: WrappedLine["end"]) => {
    if (line.length > 0) lines.push({ spans: line, end: at });
    line = [];
    used = 0;
  };
  for (const word of wordsOf(spans)) {
    const space = word.isSpaced && line.length > 0 ? widthOf(" ", word.style) : 0;
    const own = widthOf(word.text, word.style);
    if (line.length > 0 && used + space + own > width) end(word.isSpaced ? " " : "");
    if (own <= width) {
      used += (line.length > 0 ? space : 0) + own;
      add(word);
      continue;
    }
    for (const [i, piece] of piecesOf(word.text, (text) => widthOf(text, word.style) <= width).entries()) {
      end(i === 0 && word.isSpaced ? " " : "");
      used = widthOf(piece, word.style);
      add({ ...word, text: piece });
    }
  }
  end("\n");
  return lines;
}

// Chinese and Japanese have no spaces: a line may end after any sign, but none begins with what closes or ends with
// what opens (a part of "Requirements for Japanese Text Layout", W3C).
const OPENS = "[(\\[{\u2018\u201c〈《「『【〔（［｛￥$€#]";
const IDEOGRAPH = "[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\uff01-\uff9f]";
const CLOSES =
  "[)\\]}\u2019\u201d〉》」』】〕）］｝、。，．・：；？！!?.,:;%‰％°々ー〜…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]";
const UNITS = new RegExp(`${OPENS}*${IDEOGRAPH}${CLOSES}*|(?:(?!${OPENS}*${IDEOGRAPH}).)+`, "gsu");
const HAS_IDEOGRAPH = new RegExp(IDEOGRAPH, "u");

function wordsOf(spans: readonly Span[]): Word[] {
  const words: Word[] = [];
  let isSpaced = false;
  for (const { text, style } of spans) {
    for (const part of text.split(/([ \t\u00a0\u2000-\u200a\u202f\u3000]+)/)) {
      if (part === "") continue;
      if (part.trim() === "") isSpaced = true;
      else {
        for (const unit of HAS_IDEOGRAPH.test(part) ? (part.match(UNITS) ?? []) : [part]) {
          words.push({ text: unit, style, isSpaced });
          isSpaced = false;
        }
      }
    }
  }
  return words;
}

function piecesOf(word: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of new Intl.Segmenter("en").segment(word)) {
    if (piece !== "" && !fits(piece + segment)) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Runs one after the other from `x` on. */
export function runsFrom(spans: readonly Span[], x: number, { scale, measure }: Setting): Run[] {
  let at = x;
  return spans.map(({ text, style }, i) => {
    const sized = { ...style, size: style.size * scale };
    const run = { text, style: sized, x: at };
    // Measuring is what takes the time, and nothing stands behind the last one.
    if (i < spans.length - 1) at += measure(text, sized);
    return run;
  });
}
