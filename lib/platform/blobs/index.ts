export { inPieces } from "./chunks.ts";
export {
  dropPieces,
  listPartialBlobs,
  type PartialBlob,
  piecesOf,
  publishPieces,
  readPieces,
  roomAt,
  writePiece,
} from "./pieces.ts";
export { putBlob, type StoredBlob, sweepDeadPuts } from "./put.ts";
export { readBlob, readBlobBytes } from "./read.ts";
