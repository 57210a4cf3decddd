import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { canvasMarkdown } from "./markdown.ts";
import { blocksOf, DEMO, FACTS } from "./testing/blocks.ts";

/** As GitHub renders it, raw HTML let through so that an injected tag would be seen. */
const render = (markdown: string) =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });

const tagsOf = (html: string) => [...html.matchAll(/<\/?[a-z][^>]*>/g)].map(([tag]) => tag);
const textOf = (html: string) =>
  html
    .replace(/<br \/>\n?/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");

/** One person's text in every kind of place. */
const canvasWith = (text: string) =>
  canvasMarkdown(
    blocksOf({
      value_proposition: { fields: { problem: text, for: text, who: "x" }, notes: [text] },
      data_sources: {
        fields: { sources: [{ name: text, grain: "day" }] },
        hiddenCosts: [{ label: text, amount: 1 }],
      },
      offline_evaluation: { fields: { costUnder: text } },
    }),
    { ...FACTS, project: { name: text.replace(/\s+/g, " ").trim() || "x", currency: "EUR" } },
  );

describe("a canvas as Markdown", () => {
  const markdown = canvasMarkdown(blocksOf(DEMO), FACTS);

  it("holds all ten blocks, every column of every list, notes with their author", () => {
    expect(markdown.match(/^## .*$/gm)).toHaveLength(10);
    expect(markdown.startsWith("# Pasta demand: canvas\n\nAs of 26 Nov 2026. Money is in EUR.\n")).toBe(true);
    expect(markdown).toContain("_agreed, owner: Tomas Lind_");
    expect(markdown).toContain("- **Horizon:** 28 days");
    expect(markdown).toContain("- **Cost of one unit short:** €0.54");
    expect(markdown).toContain("| Source | Kind | Owner | Grain | History | Delay | Licence |");
    expect(markdown).toContain("| Review of proposals (assumed) | €2,600 | A year |");
    expect(textOf(render(markdown))).toContain("CC BY 4.0, DOI 10.17632/njdkntcpc9.1");
    expect(markdown).toMatch(/^> Prices are not in the data. \(Tomas Lind\)$/m);
  });

  it("is a document of ten sections and its tables to whoever renders it", () => {
    const html = render(markdown);
    expect(html.match(/<h2>/g)).toHaveLength(10);
    expect(html.match(/<table>/g)?.length).toBeGreaterThan(4);
    expect(html).not.toContain("<a");
  });

  it("says what is a draft, and why", () => {
    const drafts = blocksOf({ offline_evaluation: { fields: { costUnder: "12,5" } } });
    expect(textOf(render(canvasMarkdown(drafts, FACTS)))).toContain("12,5 (draft, not used: Write a number");
  });

  // The tags of a harmless text are all that there may be.
  const harmless = tagsOf(render(canvasWith("words")));
  it.each([
    "# Heading",
    "a\n# Heading",
    "a\n\n## Heading",
    "Heading\n===",
    "Heading\n---",
    "***",
    "- item\n- item",
    "1. one\n2) two",
    "    code",
    "```\ncode\n```",
    "`code`",
    "> quote",
    "*a* _b_ **c** ~~d~~",
    "[link](https://evil.example)",
    "![image](https://evil.example/x.png)",
    "[a]: https://evil.example\n\n[a]",
    "<https://evil.example>",
    "https://evil.example and http://evil.example and www.evil.example",
    "mailto:a@b.example and xmpp:a@b.example and a@b.example",
    "<script>alert(1)</script>",
    "<!-- comment",
    "&lt;b&gt; &#60;b&#62;",
    "a | b\n--- | ---\n1 | 2",
    "| x |",
    "back\\slash\\",
    "ends in a backslash \\",
    "[ ] task\n- [x] done",
    "note[^1]\n\n[^1]: foot",
    "$x^2$ :smile: @team #12",
    "two  \nlines",
  ])("lets nobody's text be more than text: %j", (text) => {
    const html = render(canvasWith(text));
    // A text of several lines has breaks; nothing else may differ.
    const without = (tags: string[]) => tags.filter((tag) => tag !== "<br />");
    expect(without(tagsOf(html))).toEqual(without(harmless));
    expect(textOf(html).replace(/\s+/g, " ")).toContain(text.trim().replace(/\s+/g, " "));
  });

  it("lets no text at all be more than text", () => {
    const sign = fc.constantFrom(..."#*_-+=`~[](){}<>!|\\&:/.@$^\"' \n1a", "www.", "http://", "---");
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 24 }), (signs) => {
        const text = `x${signs.join("")}`;
        const tags = tagsOf(render(canvasWith(text))).filter((tag) => tag !== "<br />");
        expect(tags).toEqual(harmless);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
