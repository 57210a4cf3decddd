import * as tf from "@tensorflow/tfjs";
import type { Kernels, Product } from "../kernels/open.ts";

type Kernel = NonNullable<ReturnType<typeof tf.getKernel>>;
type KernelFunction = Kernel["kernelFunc"];
type Args = Parameters<KernelFunction>[0];

/** The parts of tfjs's wasm backend that a kernel needs: public there, but not in tfjs's types. */
interface WasmBackend {
  dataIdMap: { get(id: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo;
  disposeData(id: object): boolean;
  incRef(id: object): void;
}

interface Operands {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
  bias?: tf.TensorInfo;
}
interface Attributes {
  transposeA: boolean;
  transposeB: boolean;
  /** Of the fused product only. */
  activation?: string;
}

const CLAMPS: Record<string, Pick<Product, "low" | "high">> = {
  linear: {},
  relu: { low: 0 },
  relu6: { low: 0, high: 6 },
};

/**
 * BatchMatMul, _FusedMatMul, Sum, Identity and Cast for tfjs's wasm backend. What they do not know (other types, empty matrices, other
 * activations, sums along rows) goes to the kernels in `stock`, as before.
 */
export function createProducts(options: { kernels: Kernels; stock: readonly Kernel[] }): Kernel[] {
  const { kernels, stock } = options;
  return stock.map((original) => {
    const ours = replacementOf(original.kernelName, kernels);
    return {
      ...original,
      kernelFunc: (args) => ours(args) ?? original.kernelFunc(args),
    };
  });
}

function replacementOf(name: string, kernels: Kernels): (args: Args) => tf.TensorInfo | null {
  if (name === tf.Identity || name === tf.Cast) return share;
  return name === tf.Sum ? sumOf(kernels) : productOf(kernels);
}

/**
 * The same numbers under another name, without a copy, as tfjs's other backends have it: tensors never change. The tape asks
 * for one of every tensor that a gradient needs.
 */
function share({ inputs, attrs, backend }: Args): tf.TensorInfo | null {
  const { x } = inputs as { x: tf.TensorInfo };
  const { dtype = x.dtype } = (attrs ?? {}) as { dtype?: tf.DataType };
  if (dtype !== x.dtype || x.dtype === "string") return null;
  (backend as WasmBackend).incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype };
}

/** Answers null where the stock kernel has to do it. */
function productOf(kernels: Kernels): (args: Args) => tf.TensorInfo | null {
  return (args) => {
    const backend = args.backend as WasmBackend;
    const { a, b, bias } = args.inputs as unknown as Operands;
    const { transposeA, transposeB, activation = "linear" } = args.attrs as unknown as Attributes;
    const clamp = CLAMPS[activation];
    if (!clamp || a.dtype !== "float32" || b.dtype !== "float32") return null;
    const m = a.shape.at(transposeA ? -1 : -2) ?? 0;
    const k = a.shape.at(transposeA ? -2 : -1) ?? 0;
    const n = b.shape.at(transposeB ? -2 : -1) ?? 0;
    const deep = b.shape.at(transposeB ? -1 : -2);
    if (m === 0 || n === 0 || k === 0 || k !== deep) return null;
    if (bias && (bias.dtype !== "float32" || bias.shape.length !== 1 || bias.shape[0] !== n)) return null;

    const outerA = a.shape.slice(0, -2);
    const outerB = b.shape.slice(0, -2);
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
    const count = tf.util.sizeFromShape(outer);
    const out = backend.makeOutput([...outer, m, n], "float32");
    const address = (x: tf.TensorInfo) => backend.dataIdMap.get(x.dataId).memoryOffset;
    const [atA, atB, atOut] = [address(a), address(b), address(out)];
    const common = {
      ...{ n, k, turnA: transposeA, turnB: transposeB, ...clamp },
      ...(bias ? { start: { row: address(bias) } } : {}),
    };
    if (!transposeA && tf.util.sizeFromShape(outerB) === 1) {
      // One matrix on the right for all: the whole batch is one tall matrix.
      kernels.product({ ...common, m: count * m, a: atA, b: atB, out: atOut });
      return out;
    }
    const placesA = placesOf(outerA, outer);
    const placesB = placesOf(outerB, outer);
    for (let i = 0; i < count; i += 1) {
      const [placeA, placeB] = [placesA[i] as number, placesB[i] as number];
      kernels.product({
        ...common,
        m,
        a: atA + 4 * m * k * placeA,
        b: atB + 4 * k * n * placeB,
        out: atOut + 4 * m * n * i,
      });
    }
    return out;
  };
}

/** For each matrix of a broadcast batch: which of the operand's own matrices it reads. */
function placesOf(own: readonly number[], outer: readonly number[]): Int32Array {
  const places = new Int32Array(tf.util.sizeFromShape([...outer]));
  const padded = [...Array.from({ length: outer.length - own.length }, () => 1), ...own];
  for (let i = 0; i < places.length; i += 1) {
    let rest = i;
    let stride = 1;
    let place = 0;
    for (let axis = outer.length - 1; axis >= 0; axis -= 1) {
      const size = outer[axis] as number;
      const mine = padded[axis] as number;
      if (mine > 1) place += (rest % size) * stride;
      rest = Math.floor(rest / size);
      stride *= mine;
    }
    places[i] = place;
  }
  return places;
}

/** A bias' gradient: the sum over leading axes, which tfjs transposes first. */
function sumOf(kernels: Kernels): (args: Args) => tf.TensorInfo | null {
  return (args) => {
    const backend = args.backend as WasmBackend;
    const { x } = args.inputs as { x: tf.TensorInfo };
    const { axis, keepDims } = args.attrs as unknown as { axis: number | number[]; keepDims: boolean };
    if (x.dtype !== "float32" || x.shape.length < 2) return null;
    const axes = tf.util.parseAxisParam(axis, x.shape).sort((p, q) => p - q);
    if (axes.length === x.shape.length || axes.some((value, i) => value !== i)) return null;
    const kept = x.shape.slice(axes.length);
    const columns = tf.util.sizeFromShape(kept);
    const rows = tf.util.sizeFromShape(x.shape) / columns;
    // A narrow matrix is summed down its columns one number at a time: no better than what is there.
    if (columns < 4 || !(rows > 0)) return null;
    const out = backend.makeOutput([...(keepDims ? axes.map(() => 1) : []), ...kept], "float32");
    const address = (y: tf.TensorInfo) => backend.dataIdMap.get(y.dataId).memoryOffset;
    kernels.columnSums(rows, columns, address(x), address(out));
    return out;
  };
}

/**
 * Stock kernels where a transposed operand of BatchMatMul is transposed for real first, which keeps tfjs on its fast
 * path: several times faster than stock, without any kernel of ours.
 */
export function explicitTransposes(stock: readonly Kernel[]): Kernel[] {
  const original = stock.find((kernel) => kernel.kernelName === tf.BatchMatMul);
  const transpose = tf.getKernel(tf.Transpose, "wasm");
  if (!original || !transpose) return [];
  const turned = (args: Args, x: tf.TensorInfo): tf.TensorInfo => {
    const rank = x.shape.length;
    const perm = x.shape.map((_, i) => (i === rank - 1 ? rank - 2 : i === rank - 2 ? rank - 1 : i));
    return transpose.kernelFunc({ inputs: { x }, backend: args.backend, attrs: { perm } }) as tf.TensorInfo;
  };
  return [
    {
      ...original,
      kernelFunc: (args) => {
        const { transposeA, transposeB } = args.attrs as unknown as Attributes;
        if (!transposeA && !transposeB) return original.kernelFunc(args);
        const { a, b } = args.inputs as unknown as Operands;
        const left = transposeA ? turned(args, a) : a;
        const right = transposeB ? turned(args, b) : b;
        const out = original.kernelFunc({
          inputs: { a: left, b: right },
          backend: args.backend,
          attrs: { transposeA: false, transposeB: false },
        });
        const backend = args.backend as WasmBackend;
        if (left !== a) backend.disposeData(left.dataId);
        if (right !== b) backend.disposeData(right.dataId);
        return out;
      },
    },
  ];
}
