import { formatDate, formatNumber } from "#lib/format/index.ts";
import type { BlockProjection } from "../../document/project.ts";
import { type PosterBlock, posterOf } from "../../view.ts";
import { claimStateInWords, type ExportFacts } from "../facts.ts";
import { drawPdf } from "./draw.ts";
import { fontsFor } from "./fonts.ts";
import { planPages } from "./plan.ts";
import { ABSENT_LETTERS, printable } from "./printable.ts";

/**
 * The poster on one landscape A4 page; what its cells have no room for goes on behind it. Letters that no font has
 * are marked and counted in a footnote, never printed as blank boxes.
 */
export async function canvasPdf(blocks: readonly BlockProjection[], facts: ExportFacts): Promise<Buffer> {
  const drawn = posterOf(blocks, { currency: facts.project.currency, names: facts.names });
  const fonts = await fontsFor(
    JSON.stringify([facts.project.name, drawn, facts.claims ?? []]).normalize("NFC"),
  );
  let absent = 0;
  const clean = (text: string) => {
    const result = printable(text, fonts.has);
    absent += result.absent;
    return result.text;
  };
  const poster = drawn.map((block) => ({
    ...cleaned(block, clean),
    claims: (facts.claims ?? [])
      .filter((claim) => claim.block === block.key)
      .map((claim) => ({ text: clean(claim.text), words: clean(claimStateInWords(claim)) })),
  }));
  const title = clean(`${facts.project.name}: canvas`);
  const claims = facts.claims ?? [];
  const proven = claims.filter((claim) => claim.state === "supported").length;
  const evidence = claims.length === 0 ? "" : `${proven} of ${claims.length} claims supported, `;
  const agreed = blocks.filter((block) => block.status === "agreed").length;
  const pages = await planPages(poster, fonts.measure);
  return drawPdf(
    pages,
    {
      title,
      aside: `${evidence}${agreed} of ${blocks.length} blocks agreed, as of ${formatDate(facts.now)}`,
      footnote:
        absent === 0
          ? ""
          : `${ABSENT_LETTERS} stands for ${absent === 1 ? "a letter" : `${formatNumber(absent)} letters`} that this document's fonts do not have: Arabic and Hebrew, say. The exports as Markdown and JSON have them.`,
      now: facts.now,
    },
    fonts,
  );
}

function cleaned(block: PosterBlock, clean: (text: string) => string): PosterBlock {
  return {
    ...block,
    owner: block.owner === null ? null : clean(block.owner),
    statement: block.statement.map((part) => ({ ...part, text: clean(part.text) })),
    rows: block.rows.map((row) => ({
      ...row,
      value: clean(row.value),
      ...(row.draft === undefined ? {} : { draft: clean(row.draft) }),
    })),
    table: block.table && {
      head: block.table.head,
      rows: block.table.rows.map((row) => ({ ...row, cells: row.cells.map(clean) })),
    },
    notes: block.notes.map((note) => ({ ...note, text: clean(note.text) })),
    costs: block.costs.map((row) => ({ ...row, label: clean(row.label), value: clean(row.value) })),
  };
}
