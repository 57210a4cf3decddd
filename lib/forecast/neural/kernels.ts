import * as tf from "@tensorflow/tfjs";

/** `explicit_transpose`: the cure is in and passed its self-test. `stock`: tfjs as it comes. */
export type KernelVariant = "explicit_transpose" | "stock";

type Kernel = NonNullable<ReturnType<typeof tf.getKernel>>;
type KernelArgs = Parameters<Kernel["kernelFunc"]>[0];

let installed: KernelVariant | null = null;

/**
 * With `transposeA` or `transposeB`, the wasm backend's BatchMatMul leaves its fast path for a naive loop, and every
 * dense layer's gradient asks for one of them. Transposing first and multiplying straight is several times faster.
 * The replaced kernel is checked against plain loops at once; when it errs, or when the backend is not wasm, tfjs stays as it was.
 */
export function installFastMatMul(): KernelVariant {
  if (tf.getBackend() !== "wasm") return "stock";
  if (installed) return installed;
  const original = tf.getKernel(tf.BatchMatMul, "wasm");
  const transpose = tf.getKernel(tf.Transpose, "wasm");
  if (!original || !transpose) return "stock";

  const swapLast = (args: KernelArgs, x: tf.TensorInfo): tf.TensorInfo => {
    const rank = x.shape.length;
    const perm = x.shape.map((_, i) => (i === rank - 1 ? rank - 2 : i === rank - 2 ? rank - 1 : i));
    return transpose.kernelFunc({ inputs: { x }, backend: args.backend, attrs: { perm } }) as tf.TensorInfo;
  };
  const replacement: Kernel = {
    ...original,
    kernelFunc: (args) => {
      const { transposeA, transposeB } = args.attrs as unknown as {
        transposeA: boolean;
        transposeB: boolean;
      };
      if (!transposeA && !transposeB) return original.kernelFunc(args);
      const { a, b } = args.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const left = transposeA ? swapLast(args, a) : a;
      const right = transposeB ? swapLast(args, b) : b;
      const out = original.kernelFunc({
        inputs: { a: left, b: right },
        backend: args.backend,
        attrs: { transposeA: false, transposeB: false },
      });
      const backend = args.backend as { disposeData(id: object): boolean };
      if (left !== a) backend.disposeData(left.dataId);
      if (right !== b) backend.disposeData(right.dataId);
      return out;
    },
  };
  swap(replacement);
  if (multipliesRightly()) installed = "explicit_transpose";
  else {
    swap(original);
    installed = "stock";
  }
  return installed;
}

function swap(kernel: Kernel): void {
  tf.unregisterKernel(tf.BatchMatMul, "wasm");
  tf.registerKernel(kernel);
}

/** All four transpose combinations on odd shapes, against three plain loops; relative tolerance 1e-5. */
function multipliesRightly(): boolean {
  const [m, k, n] = [7, 13, 5];
  const left = Float32Array.from({ length: m * k }, (_, i) => Math.sin(i + 1));
  const right = Float32Array.from({ length: k * n }, (_, i) => Math.cos(i * 1.7));
  const expected = new Float32Array(m * n);
  for (let i = 0; i < m; i += 1) {
    for (let j = 0; j < n; j += 1) {
      let sum = 0;
      for (let l = 0; l < k; l += 1) sum += (left[i * k + l] as number) * (right[l * n + j] as number);
      expected[i * n + j] = sum;
    }
  }
  const before = tf.memory().numTensors;
  const combinations = [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => [transposeA, transposeB] as const),
  );
  const ok = combinations.every(([transposeA, transposeB]) =>
    tf.tidy(() => {
      // Turned by plain loops: a broken transpose must not undo itself.
      const a = transposeA ? tf.tensor2d(turned(left, m, k), [k, m]) : tf.tensor2d(left, [m, k]);
      const b = transposeB ? tf.tensor2d(turned(right, k, n), [n, k]) : tf.tensor2d(right, [k, n]);
      const product = tf.matMul(a, b, transposeA, transposeB);
      return product.dataSync().every((value, i) => Math.abs(value - (expected[i] as number)) <= 1e-5 * 13);
    }),
  );
  return ok && tf.memory().numTensors === before;
}

function turned(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)] as number);
}
