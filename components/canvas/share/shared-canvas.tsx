import { BlockClaims } from "#components/evidence/block-claims.tsx";
import { Mark } from "#components/shell/mark.tsx";
import type { PosterBlock as Block } from "#lib/features/canvas/index.ts";
import { type ClaimView, countsInWords } from "#lib/features/evidence/index.ts";
import { formatDate } from "#lib/format/index.ts";
import poster from "../poster.module.css";
import { PosterBlock } from "../poster-block.tsx";
import { PrintButton } from "./print-button.tsx";

/** The poster for somebody without an account: to read, to print, to present. */
export function SharedCanvas({
  projectName,
  blocks,
  claims,
  expiresAt,
  base,
}: {
  projectName: string;
  blocks: readonly Block[];
  claims: readonly ClaimView[];
  expiresAt: number;
  /** Path of the link. */
  base: string;
}) {
  const agreed = blocks.filter((block) => block.status === "agreed").length;
  return (
    <main className="max-w-page mx-auto px-4 py-4 print:p-0 print:max-w-none">
      <header className="flex flex-wrap items-center gap-x-5 gap-y-2 mb-2.5 min-h-8">
        <span data-print="no">
          <Mark />
        </span>
        <h1 className="text-now font-semibold [overflow-wrap:anywhere]">{projectName}</h1>
        <p className="text-secondary text-ink3">
          {agreed} of {blocks.length} blocks agreed
          {claims.length > 0 ? `; ${countsInWords(claims)}` : ""}
        </p>
        <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-2" data-print="no">
          <span className="text-secondary text-ink2">To read, until {formatDate(expiresAt)}</span>
          {/* Plain links: each opening counts, so none is fetched ahead. */}
          <a href={`${base}/present`} className="link text-secondary inline-flex items-center min-h-6">
            Present
          </a>
          <a href={`${base}/pdf`} download className="link text-secondary inline-flex items-center min-h-6">
            PDF
          </a>
          <PrintButton />
        </div>
      </header>
      <div data-poster className={`${poster.poster} bg-surface border border-control rounded-control`}>
        {blocks.map((block) => (
          <PosterBlock
            key={block.key}
            block={block}
            isOpen={false}
            claims={<BlockClaims claims={claims.filter((claim) => claim.block === block.key)} base={null} />}
          />
        ))}
      </div>
    </main>
  );
}
