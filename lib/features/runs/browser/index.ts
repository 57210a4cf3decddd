/** What a page that trains needs of runs. Apart from the feature's index, since it brings zod along. */
export { EnvelopeError } from "./envelope.ts";
export { type ArrivedPanel, packPanel, unpackPanel } from "./panel-bytes.ts";
export {
  type BeatRequest,
  BeatRequestSchema,
  BROWSER_LEASE_SECONDS,
  type BrowserTask,
  BrowserTaskSchema,
  type ClaimAnswer,
  ClaimAnswerSchema,
  type ClaimRequest,
  ClaimRequestSchema,
  type FailRequest,
  FailRequestSchema,
  type HeldAnswer,
  HeldAnswerSchema,
  LONGEST_WAIT_MS,
  LossCurveSchema,
  type ReleaseRequest,
  ReleaseRequestSchema,
  type ResultHead,
  ResultHeadSchema,
  type ResultQuery,
  ResultQuerySchema,
} from "./protocol.ts";
export { type BrowserResult, packResult, unpackResult } from "./result-bytes.ts";
export type { FromBrowserTrainer, ToBrowserTrainer, TrainerStopReason } from "./trainer-messages.ts";
