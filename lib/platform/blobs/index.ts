export { putBlob, type StoredBlob, sweepDeadPuts } from "./put.ts";
export { readBlob, readBlobBytes } from "./read.ts";
