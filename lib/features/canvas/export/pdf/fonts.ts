import { join } from "node:path";
import { type Font, openSync } from "fontkit";
import type { Face, Measure } from "./lines.ts";

// Read at run time from where npm put them: the build carries no font, and every process starts at the product's root.
const FOLDER = ["node_modules", "@expo-google-fonts", "inter"];
const FILES: Record<Face, string[]> = {
  regular: ["400Regular", "Inter_400Regular.ttf"],
  medium: ["500Medium", "Inter_500Medium.ttf"],
  semibold: ["600SemiBold", "Inter_600SemiBold.ttf"],
};

export interface Fonts {
  /** Parsed once a process: that takes longer than setting a whole page. */
  faces: Record<Face, Font>;
  measure: Measure;
  /** Whether all three faces have a glyph for this code point. */
  has: (codePoint: number) => boolean;
}

/** These share a glyph with letters that hardly anybody types (ɩ, ʼ, ˮ): whoever searches shall find these. */
const COMMON = ["ι", "’", "”"];

let loaded: Fonts | null = null;

/** Inter with Latin, Cyrillic and Greek, loaded once a process: 1 MB in all. */
export function fonts(): Fonts {
  loaded ??= load();
  return loaded;
}

function load(): Fonts {
  const entries = Object.entries(FILES) as [Face, string[]][];
  const faces = Object.fromEntries(
    // A file with one font in it is never a collection.
    entries.map(([face, path]) => [face, openSync(join(process.cwd(), ...FOLDER, ...path)) as Font]),
  ) as Record<Face, Font>;
  for (const face of Object.values(faces)) nameGlyphs(face);
  const [first, ...others] = Object.values(faces).map((face) => new Set(face.characterSet));
  const known = new Set([...(first ?? [])].filter((letter) => others.every((set) => set.has(letter))));
  // In font units, by face and text: words come again and again while a block is tried at several sizes.
  const widths = new Map<string, number>();
  return {
    faces,
    measure: (text, { face, size }) => {
      const key = `${face} ${text}`;
      let width = widths.get(key);
      if (width === undefined) {
        if (widths.size > 20_000) widths.clear();
        width = faces[face].layout(text).advanceWidth / faces[face].unitsPerEm;
        widths.set(key, width);
      }
      return width * size;
    },
    has: (codePoint) => known.has(codePoint),
  };
}

/**
 * fontkit keeps a glyph with the letter that it was first asked for. One that was first met as a part of another glyph
 * ("ı" in "í") would have none, and the document's text would lack that letter: so each is asked for by its letter first.
 */
function nameGlyphs(face: Font): void {
  const common = COMMON.map((letter) => letter.codePointAt(0) ?? 0);
  for (const codePoint of [...common, ...face.characterSet]) face.glyphForCodePoint(codePoint);
}
