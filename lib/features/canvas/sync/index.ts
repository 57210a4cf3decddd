export { BehindError, RefusedError, type SaveState, type Transport } from "./state.ts";
export { type Offer, type Sync, type SyncOptions, startSync } from "./sync.ts";
