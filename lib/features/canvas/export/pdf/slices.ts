import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import { glyphBytes, type Outline } from "./glyph-bytes.ts";
import type { Face } from "./lines.ts";

/** Families for letters that Inter lacks, as npm put them: each is cut into about a hundred files by letter. */
const PACKAGES = {
  japanese: "noto-sans-jp",
  chinese: "noto-sans-sc",
  korean: "noto-sans-kr",
  emoji: "noto-emoji",
} as const;
export type Family = keyof typeof PACKAGES;

const WEIGHTS: Record<Face, number> = { regular: 400, medium: 500, semibold: 600 };

/** A part of a family, loaded. */
export interface Slice {
  /** "noto-sans-jp 119" */
  name: string;
  letters: ReadonlySet<number>;
  face: (face: Face) => Font;
}

const FOLDER = ["node_modules", "@fontsource-variable"];
const indexes = new Map<Family, ReadonlyMap<number, string>>();
/** Each is read and parsed once a process, when a text first needs it. */
const loaded = new Map<string, Promise<Slice>>();

/** The slice of a family that has this letter, or null. */
export async function sliceFor(family: Family, codePoint: number): Promise<Slice | null> {
  const part = indexOf(family).get(codePoint);
  if (part === undefined) return null;
  const name = `${PACKAGES[family]} ${part}`;
  let slice = loaded.get(name);
  if (!slice) {
    slice = load(family, part, name);
    loaded.set(name, slice);
    slice.catch(() => loaded.delete(name));
  }
  const found = await slice;
  return found.letters.has(codePoint) ? found : null;
}

/** Which part has which letter, from the package's own list. */
function indexOf(family: Family): ReadonlyMap<number, string> {
  let index = indexes.get(family);
  if (!index) {
    const file = join(process.cwd(), ...FOLDER, PACKAGES[family], "unicode.json");
    const parts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    index = new Map(
      Object.entries(parts).flatMap(([part, ranges]) =>
        codePointsIn(ranges).map((codePoint) => [codePoint, part.replace(/[[\]]/g, "")] as const),
      ),
    );
    indexes.set(family, index);
  }
  return index;
}

/** "U+3001-3002,U+ff03" */
function codePointsIn(ranges: string): number[] {
  return ranges.split(",").flatMap((range) => {
    const [from = 0, to = from] = range
      .replace(/^U\+/i, "")
      .split("-")
      .map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

async function load(family: Family, part: string, name: string): Promise<Slice> {
  const pack = PACKAGES[family];
  const file = join(process.cwd(), ...FOLDER, pack, "files", `${pack}-${part}-wght-normal.woff2`);
  const { default: unpack } = await import("woff2-encoder/decompress");
  // A file with one font in it is never a collection.
  const font = create(Buffer.from(await unpack(await readFile(file)))) as Font;
  const faces = new Map<Face, Font>();
  return {
    name,
    letters: new Set(font.characterSet),
    face: (face) => {
      let found = faces.get(face);
      if (!found) {
        found = weighted(font, { face, name });
        faces.set(face, found);
      }
      return found;
    },
  };
}

/** The font at a face's weight, fit to be embedded: a PDF tells fonts apart by their names. */
function weighted(font: Font, { face, name }: { face: Face; name: string }): Font {
  const variation = font.getVariation({ wght: WEIGHTS[face] });
  const postscriptName = `${name.replace(" ", "-")}-${face}`;
  nameGlyphs(variation);
  const createSubset = variation.createSubset.bind(variation);
  return Object.defineProperties(variation, {
    postscriptName: { value: postscriptName },
    createSubset: {
      value: () => Object.assign(createSubset(), { glyphEncoder: { encodeSimple: bytesOf } }),
    },
  });
}

/**
 * fontkit keeps a glyph with the letter that it was first asked for, and radicals and some dots share theirs with what
 * people type (⽇ and 日, ‧ and ・): whoever searches shall find that.
 */
function nameGlyphs(font: Font): void {
  const isSeldomTyped = (letter: number) =>
    (letter >= 0x2000 && letter <= 0x2fdf) || (letter >= 0xf900 && letter <= 0xfaff);
  const letters = font.characterSet.toSorted((a, b) => Number(isSeldomTyped(a)) - Number(isSeldomTyped(b)));
  for (const letter of letters) font.glyphForCodePoint(letter);
}

const bytesOf = (outline: Outline) => Buffer.from(glyphBytes(outline));
