import * as tf from "@tensorflow/tfjs";
import { plainProduct } from "../kernels/reference.ts";

const TOLERANCE = 1e-5;

/**
 * Whether tfjs multiplies rightly through the kernels that are registered now: every transpose of a batch of odd shapes,
 * a bias with relu, and the sums that its gradients need, against plain loops. No tensor may be left behind.
 */
export function multipliesRightly(): boolean {
  const before = tf.memory().numTensors;
  const ok =
    [false, true].every((turnA) => [false, true].every((turnB) => productAgrees(turnA, turnB))) &&
    fusedAgrees() &&
    sumAgrees();
  return ok && tf.memory().numTensors === before;
}

const [M, K, N] = [7, 13, 5] as const;
const wave = (size: number, from: number) =>
  Float32Array.from({ length: size }, (_, i) => Math.sin((i + from) * 1.7));

// Turned by plain loops where they are made: a broken transpose of tfjs must not undo itself.
function productAgrees(turnA: boolean, turnB: boolean): boolean {
  const a = wave(2 * M * K, 1);
  const b = wave(2 * K * N, 2);
  const got = tf.tidy(() =>
    tf
      .matMul(
        tf.tensor3d(a, turnA ? [2, K, M] : [2, M, K]),
        tf.tensor3d(b, turnB ? [2, N, K] : [2, K, N]),
        turnA,
        turnB,
      )
      .dataSync(),
  ) as Float32Array;
  return [0, 1].every((part) => {
    const { out, magnitude } = plainProduct({
      ...{ m: M, n: N, k: K, turnA, turnB },
      a: a.subarray(part * M * K, (part + 1) * M * K),
      b: b.subarray(part * K * N, (part + 1) * K * N),
    });
    return near(got.subarray(part * M * N, (part + 1) * M * N), out, magnitude);
  });
}

function fusedAgrees(): boolean {
  const [a, b, row] = [wave(M * K, 3), wave(K * N, 4), wave(N, 5)] as const;
  const got = tf.tidy(() =>
    tf.fused
      .matMul({
        a: tf.tensor2d(a, [M, K]),
        b: tf.tensor2d(b, [K, N]),
        bias: tf.tensor1d(row),
        activation: "relu",
      })
      .dataSync(),
  ) as Float32Array;
  const { out, magnitude } = plainProduct({ m: M, n: N, k: K, a, b, row, low: 0 });
  return near(got, out, magnitude);
}

function sumAgrees(): boolean {
  const x = wave(M * N, 6);
  const got = tf.tidy(() => tf.sum(tf.tensor2d(x, [M, N]), 0).dataSync()) as Float32Array;
  const ones = new Float32Array(M).fill(1);
  const { out, magnitude } = plainProduct({ m: 1, n: N, k: M, a: ones, b: x });
  return near(got, out, magnitude);
}

function near(got: Float32Array, wanted: Float32Array, magnitude: Float32Array): boolean {
  return (
    got.length === wanted.length &&
    got.every((value, i) => Math.abs(value - (wanted[i] as number)) <= TOLERANCE * (magnitude[i] as number))
  );
}
