import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startTensorflow } from "../testing/tensorflow.ts";

type Kernel = NonNullable<ReturnType<typeof tf.getKernel>>;

beforeAll(async () => {
  expect(await startTensorflow()).toBe("explicit_transpose");
});
afterEach(() => {
  vi.resetModules();
});

function reference(a: number[][], b: number[][]): number[][] {
  return a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, x, l) => sum + x * (b[l]?.[j] ?? 0), 0)));
}
const matrix = (rows: number, columns: number, seed: number) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.sin(seed + i * 3.7 + j * 1.3)),
  );
const transposed = (x: number[][]) => (x[0] ?? []).map((_, j) => x.map((row) => row[j] ?? 0));

describe("matrix products", () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("transposeA %s, transposeB %s agree with plain loops, in a batch too", (transposeA, transposeB) => {
    const a = [matrix(5, 9, 1), matrix(5, 9, 2)];
    const b = [matrix(9, 3, 3), matrix(9, 3, 4)];
    const before = tf.memory().numTensors;
    const out = tf.tidy(() =>
      tf
        .matMul(
          tf.tensor3d(transposeA ? a.map(transposed) : a),
          tf.tensor3d(transposeB ? b.map(transposed) : b),
          transposeA,
          transposeB,
        )
        .arraySync(),
    ) as number[][][];
    expect(tf.memory().numTensors).toBe(before);
    a.forEach((left, k) => {
      reference(left, b[k] ?? []).forEach((row, i) => {
        row.forEach((value, j) => {
          expect(Math.abs((out[k]?.[i]?.[j] ?? Number.NaN) - value)).toBeLessThan(1e-5);
        });
      });
    });
  });

  it("fall back to stock tfjs when the self-test fails, and still multiply rightly", async () => {
    const good = tf.getKernel("Transpose", "wasm") as Kernel;
    const put = (kernel: Kernel) => {
      tf.unregisterKernel("Transpose", "wasm");
      tf.registerKernel(kernel);
    };
    // A transpose that swaps the shape and leaves the numbers where they were.
    const reshape = tf.getKernel("Reshape", "wasm") as Kernel;
    put({
      ...good,
      kernelFunc: (args) => {
        const { x } = args.inputs as { x: tf.TensorInfo };
        const perm = (args.attrs as unknown as { perm: number[] }).perm;
        return reshape.kernelFunc({
          ...args,
          inputs: { x },
          attrs: { shape: perm.map((axis) => x.shape[axis] ?? 1) },
        });
      },
    });
    vi.resetModules();
    const fresh = await import("./kernels.ts");
    expect(fresh.installFastMatMul()).toBe("stock");
    put(good);
    const product = tf.tidy(() =>
      tf.matMul(tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [4]]), true, false).arraySync(),
    );
    expect(product).toEqual([[11]]);
  });
});
