import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { BLOCK_KEYS, blockOf } from "../../blocks/index.ts";
import type { CanvasPatches } from "../../patch.ts";
import { blocksOf, DEMO, FACTS, OWNER } from "../testing/blocks.ts";
import { canvasPdf } from "./canvas-pdf.ts";
import { fontsFor } from "./fonts.ts";
import { unwrap, wrap } from "./lines.ts";
import { printable } from "./printable.ts";

/** What a reader who searches the document finds, page by page, white space as single spaces. */
async function pagesOf(...patches: CanvasPatches[]): Promise<string[]> {
  const bytes = await canvasPdf(blocksOf(...patches), FACTS);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)));
  return text.map((page) => page.replace(/\s+/g, " "));
}

const everyBlock = (patch: (key: string) => NonNullable<CanvasPatches["decisions"]>): CanvasPatches =>
  Object.fromEntries(BLOCK_KEYS.map((key) => [key, patch(key)]));

// Fonts are parsed and documents read again: seconds on a busy machine.
describe("a canvas as PDF", { timeout: 60_000 }, () => {
  it("is the demo's poster on one landscape A4 page, all ten blocks, as text", async () => {
    const bytes = await canvasPdf(blocksOf(DEMO), FACTS);
    const pdf = await getDocumentProxy(new Uint8Array(bytes));
    expect(pdf.numPages).toBe(1);
    // A4: 210 × 297 mm at 72 points an inch.
    expect((await pdf.getPage(1)).view.map(Math.round)).toEqual([0, 0, 842, 595]);
    const [page = ""] = await pagesOf(DEMO);
    for (const key of BLOCK_KEYS) expect(page).toContain(blockOf(key).title);
    for (const words of [
      "Pasta demand: canvas",
      "5 of 10 blocks agreed, as of 26 Nov 2026",
      "Stock-outs are not recorded: a zero may be no demand or an empty shelf.",
      "Our own orders cap what we can see sold.",
      "Mail to the data scientist",
      "€9,000",
      "Page 1 of 1",
    ]) {
      expect(page).toContain(words);
    }
  });

  it("is a page that teaches while it is empty", async () => {
    const [page = "", ...others] = await pagesOf();
    expect(others).toEqual([]);
    for (const key of BLOCK_KEYS) expect(page).toContain(blockOf(key).title);
    expect(page).toContain("For whom, which need, what changes in their working day?");
  });

  it.each([
    ["Latin", "Crème brûlée, Straße, naïve, œuvre"],
    ["further Latin", "Łódź, Žižek, Ştefan, ğüı, őű, ẞ"],
    ["Vietnamese", "Tiếng Việt, dự báo"],
    ["Cyrillic", "Прогноз спроса, Їжак, ђурђевак"],
    ["Greek", "Πρόβλεψη ζήτησης, ΐ"],
    ["signs", "≤ ≥ × − – — “quoted” … € £ ₺ ₽ → ✓ ½ °"],
  ])("spells %s as it is spelled, and has every letter", async (_what, text) => {
    const { has } = await fontsFor(text);
    expect([...text].filter((letter) => !has(letter.codePointAt(0) ?? 0))).toEqual([]);
    const [page] = await pagesOf({ decisions: { notes: [text] } });
    expect(page).toContain(text);
    expect(page).not.toContain("stands for");
    // The fonts are shared: a second document must spell as the first.
    const [again] = await pagesOf({ decisions: { notes: [text] } });
    expect(again).toBe(page);
  });

  it.each([
    ["Japanese", "予測は渡邉さん、髙橋さん。日次・「在庫」ー吉野家"],
    ["Chinese, simplified", "需求预测：每天、每个商品（意大利面）"],
    ["Chinese, traditional", "預測臺灣門市的需求"],
    ["Korean", "파스타 수요 예측 (漢字)"],
    ["emoji, in one colour", "Sold out 😀 ⚠ 👍 🍝 ✅"],
    ["all at once", "Łódź, Прогноз, 予測 カタカナ, 预测, 수요, 👍"],
  ])("spells %s, and embeds the letters that it needs alone", async (_what, text) => {
    const patch = { decisions: { notes: [text], fields: { decision: text } } };
    const bytes = await canvasPdf(blocksOf(patch), {
      ...FACTS,
      project: { name: text.slice(0, 5), currency: "EUR" },
      names: { ...FACTS.names, [OWNER]: "渡邉 직원" },
    });
    // A whole family is 4 to 6 MB.
    expect(bytes.length).toBeLessThan(150_000);
    const { text: pages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)));
    const [page = ""] = pages.map((one) => one.replace(/\s/g, ""));
    const found = page.split(text.replace(/\s/g, "")).length - 1;
    expect(found).toBe(2);
    expect(page).not.toContain("standsfor");
  });

  it("has 30 notes a block of Japanese, each of them there once", async () => {
    const kana = [..."アイウエオカキクケコサシスセソタチツテト"];
    const mark = (i: number) => `「${kana[Math.floor(i / 20)]}${kana[i % 20]}」`;
    const notes = everyBlock((key) => {
      const first = BLOCK_KEYS.map(String).indexOf(key) * 30;
      const note = (i: number) => `${mark(first + i)}${"の売上予測を毎日確認".repeat(4)}。`;
      return { notes: Array.from({ length: 30 }, (_, i) => note(i)) };
    });
    const text = (await pagesOf(notes)).join("").replace(/\s/g, "");
    const counts = Array.from({ length: 300 }, (_, i) => text.split(mark(i)).length - 1);
    expect(counts).toEqual(counts.map(() => 1));
    expect(text.split("確認").length - 1).toBe(300 * 4);
  });

  it("ends lines between Han signs as people do, and gives the text back whole", () => {
    const measure = (text: string, { size }: { size: number }) => [...text].length * size;
    const style = { face: "regular", ink: "ink", size: 1 } as const;
    const linesOf = (text: string, width: number) => {
      const lines = wrap([{ text, style }], { width, scale: 1, measure });
      expect(
        unwrap(lines)
          .map((span) => span.text)
          .join(""),
      ).toBe(text);
      return lines.map((line) => line.spans.map((span) => span.text).join(""));
    };
    expect(linesOf("需求预测。很好", 4)).toEqual(["需求预", "测。很好"]);
    expect(linesOf("売上「予測」だ", 3)).toEqual(["売上", "「予", "測」だ"]);
    expect(linesOf("WAPE低于15%的", 6)).toEqual(["WAPE低于", "15%的"]);
    expect(linesOf("수요 예측", 3)).toEqual(["수요", "예측"]);
    expect(linesOf("one two", 4)).toEqual(["one", "two"]);
    expect(linesOf("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  });

  it("says where letters are absent rather than printing blank boxes", async () => {
    const [page] = await pagesOf({ decisions: { notes: ["שלום sales مرحبا up"] } });
    expect(page).toContain("[…] sales […] up");
    expect(page).toContain("[…] stands for 9 letters that this document's fonts do not have");
    const { has } = await fontsFor("");
    expect(printable("a\u0000b\u200dc\r\nd\te\u0301", has)).toEqual({ text: "abc\nd é", absent: 0 });
    expect(printable("日本 語", has)).toEqual({ text: "[…] […]", absent: 3 });
    // Five people of one picture, of any colour, are the people.
    const all = await fontsFor("👩👧👍🏽");
    expect(printable("👩‍👧👍🏽", all.has)).toEqual({ text: "👩👧👍", absent: 0 });
  });

  it("continues what a cell has no room for: 30 notes a block, each of them there once", async () => {
    const words = (key: string, note: number) =>
      Array.from({ length: 12 }, (_, word) => `${key.slice(0, 4)}${key.length}n${note}w${word}x`);
    const notes = everyBlock((key) => ({
      notes: Array.from({ length: 30 }, (_, note) => words(key, note).join(" ")),
    }));
    const pages = await pagesOf(DEMO, notes);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).toContain("continued on the next page");
    expect(pages[1]).toContain("Value proposition, continued");
    const found = new Map<string, number>();
    for (const word of pages.join(" ").split(" ")) found.set(word, (found.get(word) ?? 0) + 1);
    const wrong = BLOCK_KEYS.flatMap((key) =>
      Array.from({ length: 30 }, (_, note) => words(key, note)).flat(),
    ).filter((word) => found.get(word) !== 1);
    expect(wrong).toEqual([]);
    // What stood there without them is there still, the costs at the cells' feet too.
    expect(pages.join(" ")).toContain("€9,000");
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  it("cuts texts of any length between lines, and words without spaces where it must", async () => {
    const long = Array.from({ length: 500 }, (_, i) => `word${i}x`).join(" ");
    const endless = "x".repeat(3_000);
    const pages = await pagesOf({
      value_proposition: { fields: { problem: long, for: "a".repeat(300) } },
      data_sources: {
        fields: {
          sources: Array.from({ length: 120 }, (_, i) => ({ name: `Source ${i} ${"y".repeat(250)}` })),
        },
        notes: [endless],
      },
    });
    const all = pages.join(" ");
    for (const i of [0, 250, 499]) expect(all).toContain(`word${i}x`);
    for (const i of [0, 60, 119]) expect(all).toContain(`Source ${i} `);
    expect(all.match(/x/g)?.length).toBeGreaterThanOrEqual(3_000);
  });
});
