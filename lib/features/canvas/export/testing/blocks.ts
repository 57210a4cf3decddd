import * as Y from "yjs";
import { demoCanvas } from "../../demo.ts";
import type { BlockProjection } from "../../document/project.ts";
import { projectDocument } from "../../document/project.ts";
import { type CanvasPatches, changeFor } from "../../patch.ts";
import type { ClaimFacts, ExportFacts } from "../facts.ts";

export const OWNER = "019abc00-0000-7000-8000-00000000000a";
export const SCIENTIST = "019abc00-0000-7000-8000-00000000000b";

export const FACTS: ExportFacts = {
  project: { name: "Pasta demand", currency: "EUR" },
  names: { [OWNER]: "Giulia Ferri", [SCIENTIST]: "Tomas Lind", stranger: "Not in it" },
  now: Date.UTC(2026, 10, 26, 9),
};

/** The blocks of a canvas into which these patches were written, in their order. */
export function blocksOf(...patches: CanvasPatches[]): BlockProjection[] {
  const doc = new Y.Doc();
  let id = 0;
  for (const patch of patches) {
    changeFor(doc, { patches: patch, authorId: SCIENTIST, newId: () => `id-${++id}` });
  }
  return projectDocument(doc);
}

export const DEMO = demoCanvas({ productOwnerId: OWNER, dataScientistId: SCIENTIST });

export function claimFacts(change: Partial<ClaimFacts> = {}): ClaimFacts {
  return {
    block: "offline_evaluation",
    text: "WAPE below 65 %",
    state: "supported",
    bound: "WAPE below 65 %",
    figure: "62.2 %, seasonal naive 98.1 %",
    source: "run 1, Theta",
    measure: "wape",
    comparison: "below",
    threshold: 65,
    subject: "",
    ...change,
  };
}
