import * as tf from "@tensorflow/tfjs";

export type Node = tf.SymbolicTensor;

interface DenseOptions {
  units: number;
  relu?: boolean;
  bias?: boolean;
  /** Variance of the initial kernel times its inputs: 2 before relu (He et al. 2015), 0 starts at zero. */
  scale: number;
}

/** Standard TensorFlow.js layers with seeded starts. Shapes leave the batch out. */
export interface Kit {
  reshape(shape: number[], x: Node): Node;
  /** Turns [a, b] to [b, a]. */
  turn(x: Node): Node;
  /** Along the last axis unless told another. */
  join(parts: readonly Node[], axis?: number): Node;
  add(...parts: readonly Node[]): Node;
  /** The largest of several, number by number. */
  most(parts: readonly Node[]): Node;
  relu(x: Node): Node;
  /** Over the last axis. */
  dense(x: Node, options: DenseOptions): Node;
  /** A fixed linear map of the last axis, row-major [inputs][units]: stored with the weights, never trained. */
  fixed(x: Node, units: number, weight: (input: number, unit: number) => number): Node;
  /** Columns `from` … `to`−1 of a vector. */
  columns(x: Node, from: number, to: number): Node;
  /** Rows `from` … `to`−1 of a matrix. */
  rows(x: Node, from: number, to: number): Node;
  /** Of [a, 2, b]: [a, b], the second of each pair. */
  last(x: Node): Node;
  /** Rows of zeros before a matrix's first. */
  padBefore(x: Node, rows: number): Node;
  /** Sets the fixed maps' weights; call once the model is made. */
  settle(): void;
  /** A seeded start for layers that are made elsewhere. */
  initializer(scale: number): ReturnType<typeof tf.initializers.varianceScaling>;
}

export function openKit(seed: number): Kit {
  let draws = 0;
  const pending: (() => void)[] = [];
  const apply = (layer: tf.layers.Layer, x: Node | Node[]) => layer.apply(x) as Node;
  const shapeOf = (x: Node) => x.shape.slice(1) as number[];
  const initializer: Kit["initializer"] = (scale) => {
    draws += 1;
    return tf.initializers.varianceScaling({
      ...{ scale, mode: "fanIn", distribution: "normal" },
      seed: (Math.imul(seed, 31) + draws * 7919) & 0x3fffffff,
    });
  };
  const reshape: Kit["reshape"] = (targetShape, x) => apply(tf.layers.reshape({ targetShape }), x);
  // On the innermost axis, where tfjs copies whole rows rather than number by number.
  const columns: Kit["columns"] = (x, from, to) => {
    const [width] = shapeOf(x) as [number];
    if (from === 0 && to === width) return x;
    const cropping: [[number, number], [number, number]] = [
      [0, 0],
      [from, width - to],
    ];
    const layer = tf.layers.cropping2D({ cropping, dataFormat: "channelsFirst" });
    return reshape([to - from], apply(layer, reshape([1, 1, width], x)));
  };
  return {
    reshape,
    columns,
    initializer,
    turn: (x) => apply(tf.layers.permute({ dims: [2, 1] }), x),
    join: (parts, axis = -1) =>
      parts.length === 1 ? (parts[0] as Node) : apply(tf.layers.concatenate({ axis }), [...parts]),
    add: (...parts) => apply(tf.layers.add(), [...parts]),
    most: (parts) => apply(tf.layers.maximum(), [...parts]),
    relu: (x) => apply(tf.layers.reLU(), x),
    dense(x, { units, relu = false, bias = true, scale }) {
      const kernelInitializer = scale === 0 ? tf.initializers.zeros() : initializer(scale);
      const layer = tf.layers.dense({
        ...{ units, useBias: bias, kernelInitializer },
        ...(relu ? { activation: "relu" as const } : {}),
      });
      return apply(layer, x);
    },
    fixed(x, units, weight) {
      const layer = tf.layers.dense({ units, useBias: false, trainable: false, kernelInitializer: "zeros" });
      const out = apply(layer, x);
      const inputs = shapeOf(x).at(-1) as number;
      pending.push(() => {
        const kernel = Float32Array.from({ length: inputs * units }, (_, i) =>
          weight(Math.floor(i / units), i % units),
        );
        const tensor = tf.tensor2d(kernel, [inputs, units]);
        layer.setWeights([tensor]);
        tensor.dispose();
      });
      return out;
    },
    rows(x, from, to) {
      const [, width] = shapeOf(x) as [number, number];
      const flat = reshape([(shapeOf(x)[0] as number) * width], x);
      return reshape([to - from, width], columns(flat, from * width, to * width));
    },
    last(x) {
      const [count, , width] = shapeOf(x) as [number, number, number];
      const cropping: [[number, number], [number, number]] = [
        [0, 0],
        [1, 0],
      ];
      return reshape([count, width], apply(tf.layers.cropping2D({ cropping }), x));
    },
    padBefore(x, rows) {
      if (rows === 0) return x;
      const [count, width] = shapeOf(x) as [number, number];
      const padding: [[number, number], [number, number]] = [
        [rows, 0],
        [0, 0],
      ];
      const padded = apply(tf.layers.zeroPadding2d({ padding }), reshape([count, 1, width], x));
      return reshape([count + rows, width], padded);
    },
    settle() {
      for (const set of pending.splice(0)) set();
    },
  };
}
