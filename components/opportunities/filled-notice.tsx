"use client";

import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Seeded, SeededField } from "./actions.ts";

/** What choosing a task wrote into the plan, and what it left as it was. */
export function FilledNotice({
  name,
  seeded,
  base,
  onClose,
}: {
  name: string;
  seeded: Seeded;
  base: string;
  onClose: () => void;
}) {
  const { filled, kept } = seeded;
  const canvas = filled.filter((field) => field.place === "canvas");
  const roi = filled.filter((field) => field.place === "roi");
  return (
    <Notice
      tone="ok"
      className="mb-4"
      title={`The project is about “${name}”`}
      action={
        <>
          <Link className="link" href={`${base}/canvas`} prefetch={false}>
            Open the canvas
          </Link>
          <Link className="link" href={`${base}/roi`} prefetch={false}>
            Open the ROI
          </Link>
          <Button size="small" variant="quiet" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {filled.length === 0 ? <p>Canvas and ROI say all of it already: nothing was filled.</p> : null}
      {canvas.length > 0 ? <p>Filled in the canvas: {labels(canvas)}.</p> : null}
      {roi.length > 0 ? <p>Filled in the ROI: {labels(roi)}.</p> : null}
      {kept.length > 0 ? <p>Left as somebody wrote it: {labels(kept)}.</p> : null}
    </Notice>
  );
}

const labels = (fields: readonly SeededField[]) => fields.map(({ label }) => label).join(", ");
