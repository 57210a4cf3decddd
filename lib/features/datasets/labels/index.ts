export { DETECTOR_KEYS, DETECTORS, type Detector } from "./detectors.ts";
export { LABEL_KINDS, LABEL_WORDS, type LabelKind, MASKED_KINDS, type MaskedKind } from "./kinds.ts";
export type { LabelSpan } from "./mask.ts";
export type { LabelInput } from "./schema.ts";
export type { LabelView, Proposals, ProposalView } from "./view.ts";
