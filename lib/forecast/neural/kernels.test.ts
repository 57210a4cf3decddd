import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { plainProduct } from "../kernels/reference.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import { installedKernels, installFastMatMul, type KernelVariant } from "./kernels.ts";

type Kernel = NonNullable<ReturnType<typeof tf.getKernel>>;
const VARIANTS: readonly KernelVariant[] = ["relaxed_simd", "plain_simd", "explicit_transpose", "stock"];

beforeAll(async () => {
  expect(await startTensorflow()).toBe("plain_simd");
});
afterEach(() => {
  vi.doUnmock("../kernels/generated/kernels.ts");
  vi.resetModules();
  installFastMatMul();
});

const wave = (size: number, by: number) =>
  Float32Array.from({ length: size }, (_, i) => Math.sin((i + 1) * by));

function expectNear(got: ArrayLike<number>, wanted: { out: Float32Array; magnitude: Float32Array }): void {
  expect(got.length).toBe(wanted.out.length);
  wanted.out.forEach((value, i) => {
    expect(Math.abs((got[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-5 * (wanted.magnitude[i] ?? 0));
  });
}

const ACTIVATIONS = {
  linear: (x: tf.Tensor) => x,
  relu: (x: tf.Tensor) => tf.relu(x),
  relu6: (x: tf.Tensor) => tf.relu6(x),
  elu: (x: tf.Tensor) => tf.elu(x),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  leakyrelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.3),
  prelu: (x: tf.Tensor, alpha: tf.Tensor) => tf.prelu(x, alpha),
} as const;

describe.each(VARIANTS)("with %s", (variant) => {
  const ours = variant === "plain_simd" || variant === "relaxed_simd";

  it("is installed when asked for, with its kernels at hand", () => {
    expect(installFastMatMul({ variant })).toBe(variant);
    expect(installedKernels()?.variant).toBe(ours ? variant : undefined);
  });

  it("hands a copy or a cast on as its own tensor, which outlives the first one and its disposal", () => {
    installFastMatMul({ variant });
    const before = tf.memory().numTensors;
    const x = tf.tensor1d([1, -2, 3.5]);
    const [copy, same, whole] = [tf.clone(x), tf.cast(x, "float32"), tf.cast(x, "int32")];
    const variable = tf.variable(x);
    x.dispose();
    const next = tf.mul<tf.Tensor1D>(copy, 2);
    variable.assign(next);
    next.dispose();
    expect([...copy.dataSync()]).toEqual([1, -2, 3.5]);
    copy.dispose();
    expect([...same.dataSync()]).toEqual([1, -2, 3.5]);
    expect([...whole.dataSync()]).toEqual([1, -2, 3]);
    expect([...variable.dataSync()]).toEqual([2, -4, 7]);
    tf.dispose([same, whole, variable]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("transposeA %s, transposeB %s agree with plain loops in a batch of a batch", (turnA, turnB) => {
    installFastMatMul({ variant });
    const [m, k, n, parts] = [5, 9, 3, 4];
    const a = wave(parts * m * k, 1.3);
    const b = wave(parts * k * n, 0.7);
    const before = tf.memory().numTensors;
    const got = tf.tidy(() =>
      tf
        .matMul(
          tf.tensor(a, turnA ? [2, 2, k, m] : [2, 2, m, k]),
          tf.tensor(b, turnB ? [2, 2, n, k] : [2, 2, k, n]),
          turnA,
          turnB,
        )
        .dataSync(),
    );
    expect(tf.memory().numTensors).toBe(before);
    for (let part = 0; part < parts; part += 1) {
      expectNear(
        got.subarray(part * m * n, (part + 1) * m * n),
        plainProduct({
          ...{ m, n, k, turnA, turnB },
          a: a.subarray(part * m * k, (part + 1) * m * k),
          b: b.subarray(part * k * n, (part + 1) * k * n),
        }),
      );
    }
  });

  it.each(Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[])(
    "fuses a bias and %s as tfjs's separate ops do",
    (activation) => {
      installFastMatMul({ variant });
      const before = tf.memory().numTensors;
      const apart = tf.tidy(() => {
        const a = tf.tensor2d(wave(6 * 7, 2.1), [6, 7]).mul(4) as tf.Tensor2D;
        const b = tf.tensor2d(wave(7 * 9, 0.9), [7, 9]).mul(2) as tf.Tensor2D;
        const bias = tf.tensor1d(wave(9, 0.4));
        const alpha = tf.tensor1d(wave(9, 0.2));
        const preluActivationWeights = activation === "prelu" ? { preluActivationWeights: alpha } : {};
        const fused = tf.fused.matMul({
          ...{ a, b, bias, activation, leakyreluAlpha: 0.3 },
          ...preluActivationWeights,
        });
        const sum = a.matMul(b).add(bias);
        const wanted = ACTIVATIONS[activation](sum, alpha);
        return fused.sub(wanted).abs().max().dataSync()[0] as number;
      });
      expect(apart).toBeLessThan(1e-5);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it("sums over leading axes, any of them, with and without their dimensions", () => {
    installFastMatMul({ variant });
    const x = wave(3 * 4 * 5, 1.1);
    const sums = (axis: number[], keep: boolean) =>
      tf.tidy(() => {
        const out = tf.tensor3d(x, [3, 4, 5]).sum(axis, keep);
        return { shape: out.shape, values: [...out.dataSync()] };
      });
    const wanted = (axis: number[], keep: boolean) =>
      tf.tidy(() => {
        const order = [...[0, 1, 2].filter((i) => !axis.includes(i)), ...axis];
        const out = tf.tensor3d(x, [3, 4, 5]).transpose(order);
        const last = axis.map((_, i) => 3 - axis.length + i);
        const flat = out.sum(last);
        return {
          shape: keep ? [3, 4, 5].map((d, i) => (axis.includes(i) ? 1 : d)) : flat.shape,
          values: [...flat.dataSync()],
        };
      });
    for (const axis of [[0], [0, 1], [1], [2], [0, 2], [0, 1, 2]]) {
      for (const keep of [false, true]) {
        const [got, right] = [sums(axis, keep), wanted(axis, keep)];
        expect(got.shape).toEqual(right.shape);
        got.values.forEach((value, i) => {
          expect(Math.abs(value - (right.values[i] ?? Number.NaN))).toBeLessThan(1e-5);
        });
      }
    }
    // A narrow one, whole numbers and an empty one take tfjs's own way.
    expect(tf.tidy(() => tf.tensor2d([1, 2, 3, 4], [2, 2]).sum(0).arraySync())).toEqual([4, 6]);
    expect(tf.tidy(() => tf.ones([3, 8], "int32").sum(0).arraySync())).toEqual(Array(8).fill(3));
  });

  it("trains a model that knows nothing of it, without a tensor left", () => {
    installFastMatMul({ variant });
    const model = tf.sequential({
      layers: [
        tf.layers.dense({
          units: 12,
          activation: "relu",
          inputShape: [5],
          kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
        }),
        tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
      ],
    });
    const adam = tf.train.adam(0.05);
    const step = () =>
      tf.tidy(() => {
        const x = tf.tensor2d(wave(64 * 5, 0.77), [64, 5]);
        const y = x.sum(1, true).relu();
        const cost = adam.minimize(() => tf.losses.meanSquaredError(y, model.apply(x) as tf.Tensor), true);
        return cost?.dataSync()[0] as number;
      });
    const first = step();
    const before = tf.memory().numTensors;
    let last = first;
    for (let i = 0; i < 40; i += 1) last = step();
    expect(last).toBeLessThan(first / 4);
    expect(tf.memory().numTensors).toBe(before);
    adam.dispose();
    model.dispose();
  });
});

describe("a broadcast batch", () => {
  it.each([
    [
      [3, 1],
      [1, 2],
    ],
    [[1], [4]],
    [[2, 3], [3]],
    [[2, 3], []],
  ])("of %j and %j matrices pairs each with each", (outerA, outerB) => {
    const [m, k, n] = [2, 3, 4];
    const size = (shape: readonly number[]) => shape.reduce((x, y) => x * y, 1);
    const apart = tf.tidy(() => {
      const a = tf.tensor(wave(size(outerA) * m * k, 1.7), [...outerA, m, k]);
      const b = tf.tensor(wave(size(outerB) * k * n, 0.6), [...outerB, k, n]);
      const wanted = tf.sum(tf.mul(tf.expandDims(a, -1), tf.expandDims(b, -3)), -2);
      const got = tf.matMul(a, b);
      expect(got.shape).toEqual(wanted.shape);
      return got.sub(wanted).abs().max().dataSync()[0] as number;
    });
    expect(apart).toBeLessThan(1e-5);
  });
});

it("still multiplies rightly after tfjs's memory has grown and moved", () => {
  const before = (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.byteLength;
  const [a, b] = [wave(20 * 30, 0.3), wave(30 * 10, 0.8)];
  tf.tidy(() => {
    const big = Array.from({ length: 8 }, () => tf.zeros([1024, 2048]));
    const now = (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.byteLength;
    expect(now).toBeGreaterThan(before);
    const got = tf.matMul(tf.tensor2d(a, [20, 30]), tf.tensor2d(b, [30, 10])).dataSync();
    expectNear(got, plainProduct({ m: 20, n: 10, k: 30, a, b }));
    expect(big.every((x) => x.abs().max().dataSync()[0] === 0)).toBe(true);
  });
});

describe("the next variant is taken", () => {
  /** A fresh module over kernels as they are registered now. */
  const fresh = () => import("./kernels.ts");
  const product = () =>
    tf.tidy(() => tf.matMul(tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [4]]), true, false).arraySync());
  const broken = (name: string, kernelFunc: (original: Kernel) => Kernel["kernelFunc"]) => {
    const good = tf.getKernel(name, "wasm") as Kernel;
    const put = (kernel: Kernel) => {
      tf.unregisterKernel(name, "wasm");
      tf.registerKernel(kernel);
    };
    put({ ...good, kernelFunc: kernelFunc(good) });
    return () => put(good);
  };

  it("plain for relaxed SIMD where the engine has none", async () => {
    installFastMatMul({ variant: "stock" });
    const { PLAIN_SIMD } = await import("../kernels/generated/kernels.ts");
    vi.doMock("../kernels/generated/kernels.ts", () => ({ PLAIN_SIMD, RELAXED_SIMD: btoa("none") }));
    vi.resetModules();
    const kernels = await fresh();
    expect(kernels.installFastMatMul({ variant: "relaxed_simd" })).toBe("plain_simd");
    expect(product()).toEqual([[11]]);
    expect(kernels.installFastMatMul({ variant: "stock" })).toBe("stock");
  });

  it("explicit transposes where there is no SIMD, or tfjs shows no memory", async () => {
    installFastMatMul({ variant: "stock" });
    vi.doMock("../kernels/generated/kernels.ts", () => ({ PLAIN_SIMD: "", RELAXED_SIMD: "" }));
    vi.resetModules();
    const kernels = await fresh();
    expect(kernels.installFastMatMul({ variant: "relaxed_simd" })).toBe("explicit_transpose");
    expect(product()).toEqual([[11]]);
    expect(kernels.installedKernels()).toBeNull();
    kernels.installFastMatMul({ variant: "stock" });

    vi.doUnmock("../kernels/generated/kernels.ts");
    vi.resetModules();
    const backend = tf.backend() as unknown as { wasm: { asm: object } };
    const { asm } = backend.wasm;
    backend.wasm.asm = { ...asm, memory: undefined };
    try {
      const again = await fresh();
      expect(again.installFastMatMul()).toBe("explicit_transpose");
      again.installFastMatMul({ variant: "stock" });
    } finally {
      backend.wasm.asm = asm;
    }
  });

  it("stock tfjs when every product fails its test, and tfjs still multiplies rightly", async () => {
    installFastMatMul({ variant: "stock" });
    vi.doMock("../kernels/generated/kernels.ts", () => ({ PLAIN_SIMD: "", RELAXED_SIMD: "" }));
    vi.resetModules();
    // A transpose that swaps the shape and leaves the numbers where they were.
    const reshape = tf.getKernel("Reshape", "wasm") as Kernel;
    const mend = broken("Transpose", () => (args) => {
      const { x } = args.inputs as { x: tf.TensorInfo };
      const perm = (args.attrs as unknown as { perm: number[] }).perm;
      return reshape.kernelFunc({
        ...args,
        inputs: { x },
        attrs: { shape: perm.map((axis) => x.shape[axis] ?? 1) },
      });
    });
    try {
      const kernels = await fresh();
      expect(kernels.installFastMatMul({ variant: "relaxed_simd" })).toBe("stock");
    } finally {
      mend();
    }
    expect(product()).toEqual([[11]]);
  });

  it("and the others left alone on another backend", async () => {
    await tf.setBackend("cpu");
    expect(installFastMatMul()).toBe("stock");
    expect(installedKernels()).toBeNull();
    await tf.setBackend("wasm");
    expect(installedKernels()?.variant).toBe("plain_simd");
  });
});
