import { micromark } from "micromark";
import { describe, expect, it } from "vitest";
import { posterOf } from "../view.ts";
import { CanvasFileSchema, canvasFile } from "./json.ts";
import { canvasMarkdown } from "./markdown.ts";
import { contentOf } from "./pdf/blocks.ts";
import { blocksOf, claimFacts, DEMO, FACTS } from "./testing/blocks.ts";

const UNPROVEN = claimFacts({
  block: "decisions",
  text: "Overrides are rare <b>*always*</b>",
  state: "unproven",
  bound: "",
  figure: "",
  source: "",
  measure: null,
  comparison: null,
  threshold: null,
});
const facts = { ...FACTS, claims: [claimFacts(), UNPROVEN] };

describe("claims in a file of the canvas", () => {
  it("stand in JSON with how they are bound, and in a file without any there is no place for them", () => {
    const blocks = blocksOf(DEMO);
    const file = JSON.parse(JSON.stringify(canvasFile(blocks, facts)));
    expect(CanvasFileSchema.parse(file).claims).toEqual(facts.claims);
    expect(canvasFile(blocks, FACTS)).not.toHaveProperty("claims");
  });

  it("stand in Markdown under their block, with state, number and source, and stay text", () => {
    const markdown = canvasMarkdown(blocksOf(DEMO), facts);
    const section = (title: string) => markdown.split(/^## /m).find((part) => part.startsWith(title)) ?? "";
    const html = micromark(section("Offline evaluation"));
    expect(html).toContain("WAPE below 65 %");
    expect(html).toContain("<strong>supported: 62.2 %, seasonal naive 98.1 %, run 1, Theta</strong>");
    expect(micromark(section("Decisions"))).toContain(
      "Overrides are rare &lt;b&gt;*always*&lt;/b&gt;: <strong>unproven</strong>",
    );
    expect(section("Collecting data")).not.toContain("Claims");
  });

  it("stand in the PDF at the end of their block, also of an empty one", () => {
    const [block] = posterOf(blocksOf(), { currency: "EUR", names: {} });
    if (!block) throw new Error("a canvas has blocks");
    const measure = (text: string, { size }: { size: number }) => text.length * size * 0.5;
    const words = contentOf({ ...block, claims: [{ text: "Pays back", words: "stale: 19 months" }] })
      .body.flatMap((element) => element.lines({ width: 400, scale: 1, measure }))
      .flatMap((line) => JSON.stringify(line))
      .join(" ");
    expect(words).toContain("Pays");
    expect(words).toContain("stale:");
  });
});
