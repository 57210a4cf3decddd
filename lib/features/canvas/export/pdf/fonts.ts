import { join } from "node:path";
import { type Font, openSync } from "fontkit";
import type { Face, Measure } from "./lines.ts";
import { type Family, type Slice, sliceFor } from "./slices.ts";

// Read at run time from where npm put them: the build carries no font, and every process starts at the product's root.
const FOLDER = ["node_modules", "@expo-google-fonts", "inter"];
const FILES: Record<Face, string[]> = {
  regular: ["400Regular", "Inter_400Regular.ttf"],
  medium: ["500Medium", "Inter_500Medium.ttf"],
  semibold: ["600SemiBold", "Inter_600SemiBold.ttf"],
};

/** A text's part that one font has the letters of. */
export interface FontRun {
  text: string;
  /** Names the font within a document. */
  name: string;
  font: Font;
}

export interface Fonts {
  measure: Measure;
  /** Whether there is a glyph for this code point in all three faces. */
  has: (codePoint: number) => boolean;
  runs: (text: string, face: Face) => FontRun[];
}

/** These share a glyph with letters that hardly anybody types (ɩ, ʼ, ˮ): whoever searches shall find these. */
const COMMON = ["ι", "’", "”"];

interface Inter {
  faces: Record<Face, Font>;
  letters: ReadonlySet<number>;
}
let inter: Inter | null = null;
/** In ems, by font and text: words come again and again while a block is tried at several sizes. */
const widths = new Map<string, number>();

/**
 * Fonts for these texts: Inter with Latin, Cyrillic and Greek, 1 MB, parsed once a process; for letters that it lacks the
 * parts of the Noto families that have them, which no other text loads.
 */
export async function fontsFor(text: string): Promise<Fonts> {
  inter ??= loadInter();
  const { faces, letters } = inter;
  const others = await slicesFor(text, letters);
  const has = (codePoint: number) => letters.has(codePoint) || others.has(codePoint);
  const runs = (words: string, face: Face): FontRun[] => {
    if (others.size === 0) return [{ text: words, name: face, font: faces[face] }];
    const parts: { text: string; slice: Slice | undefined }[] = [];
    for (const sign of words) {
      const codePoint = sign.codePointAt(0) ?? 0;
      const slice = letters.has(codePoint) ? undefined : others.get(codePoint);
      const last = parts.at(-1);
      if (last && last.slice === slice) last.text += sign;
      else parts.push({ text: sign, slice });
    }
    return parts.map(({ text: part, slice }) => ({
      text: part,
      name: slice ? `${slice.name} ${face}` : face,
      font: slice ? slice.face(face) : faces[face],
    }));
  };
  const measure: Measure = (words, { face, size }) =>
    runs(words, face).reduce((sum, run) => sum + widthOf(run), 0) * size;
  return { measure, has, runs };
}

function widthOf({ text, name, font }: FontRun): number {
  const key = `${name} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    width = font.layout(text).advanceWidth / font.unitsPerEm;
    widths.set(key, width);
  }
  return width;
}

/** By letter, the slice that draws it: the texts' own language first, for Han signs look different in each. */
async function slicesFor(text: string, known: ReadonlySet<number>): Promise<Map<number, Slice>> {
  const found = new Map<number, Slice>();
  const missing = new Set([...text].filter((sign) => !known.has(sign.codePointAt(0) ?? 0)));
  if (missing.size === 0) return found;
  const families = familiesFor(text);
  for (const sign of missing) {
    const codePoint = sign.codePointAt(0) ?? 0;
    const isPicture = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(sign);
    for (const family of isPicture ? (["emoji", ...families] as const) : families) {
      const slice = await sliceFor(family, codePoint);
      if (!slice) continue;
      found.set(codePoint, slice);
      break;
    }
  }
  return found;
}

function familiesFor(text: string): Family[] {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    return ["japanese", "chinese", "korean", "emoji"];
  if (/\p{Script=Hangul}/u.test(text)) return ["korean", "japanese", "chinese", "emoji"];
  return ["chinese", "japanese", "korean", "emoji"];
}

function loadInter(): Inter {
  const entries = Object.entries(FILES) as [Face, string[]][];
  const faces = Object.fromEntries(
    // A file with one font in it is never a collection.
    entries.map(([face, path]) => [face, openSync(join(process.cwd(), ...FOLDER, ...path)) as Font]),
  ) as Record<Face, Font>;
  for (const face of Object.values(faces)) nameGlyphs(face);
  const [first, ...others] = Object.values(faces).map((face) => new Set(face.characterSet));
  const letters = new Set([...(first ?? [])].filter((letter) => others.every((set) => set.has(letter))));
  return { faces, letters };
}

/**
 * fontkit keeps a glyph with the letter that it was first asked for. One that was first met as a part of another glyph
 * ("ı" in "í") would have none, and the document's text would lack that letter: so each is asked for by its letter first.
 */
function nameGlyphs(face: Font): void {
  const common = COMMON.map((letter) => letter.codePointAt(0) ?? 0);
  for (const codePoint of [...common, ...face.characterSet]) face.glyphForCodePoint(codePoint);
}
