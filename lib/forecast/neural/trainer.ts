/** Windows and what followed them; row-major. */
export interface Batch {
  rows: number;
  /** [rows][inputs] */
  x: Float32Array;
  /** [rows][steps] */
  y: Float32Array;
  /** [rows][steps], 0 where the outcome is unknown. */
  w: Float32Array;
}

/** Trains a network on the pinball loss of all its levels, Σ w·(p − 1[y<q])·(y − q) (Koenker & Bassett 1978). */
export interface Trainer {
  /** One step of Adam; answers the loss before it. */
  step(batch: Batch, rate: number): number;
  /** The loss alone. */
  loss(batch: Batch): number;
  /** Puts what was learnt into the network's variables. */
  finish(): void;
  dispose(): void;
}
