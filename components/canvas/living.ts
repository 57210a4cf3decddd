/** What loads after the first paint, together: the poster's own script stays small, and a block opens offline too. */
export { ClaimsEditor } from "#components/evidence/claims-editor.tsx";
export { posterOf } from "#lib/features/canvas/index.ts";
export { AgreementStrip } from "./agreement/strip.tsx";
export { BlockEditor } from "./block-editor.tsx";
export { Company, InBlock, othersOf } from "./presence/here.tsx";
export { openSession } from "./session.ts";
