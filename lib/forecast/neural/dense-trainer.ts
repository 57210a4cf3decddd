import type { Kernels } from "../kernels/open.ts";
import { adamStep } from "./adam.ts";
import { type DenseGraph, type DenseLayer, layOut, type Spread, widthsOf } from "./dense-graph.ts";
import type { Batch, Trainer } from "./trainer.ts";

export interface DenseTrainer extends Omit<Trainer, "finish"> {
  /** The weights in the order of `layOut`; a copy. */
  weights(): Float32Array;
  /** The last step's gradients, in the same order; a copy. */
  gradients(): Float32Array;
}

/**
 * Trains a dense graph by its derivatives written out (Rumelhart, Hinton & Williams 1986), around TensorFlow.js's tape: some forty
 * calls a step rather than hundreds, no memory asked for, no temporary kept. All of it happens in the kernels, in one piece
 * of memory. The output has a column for each level of each step, step-major.
 */
export function openDenseTrainer(options: {
  kernels: Kernels;
  graph: DenseGraph;
  /** The start, in the order of `layOut`. */
  weights: Float32Array;
  levels: Float32Array;
  /** The most that a batch has. */
  rows: number;
}): DenseTrainer {
  const { kernels, graph, levels, rows: most } = options;
  const { total } = layOut(graph);
  const widths = widthsOf(graph);
  const outputs = widths.at(-1) as number;
  const steps = outputs / levels.length;

  const memory = openMemory(kernels, (take) => ({
    weights: take(total),
    gradients: take(total),
    first: take(total),
    second: take(total),
    levels: take(levels.length),
    y: take(most * steps),
    w: take(most * steps),
    values: widths.map((width) => take(most * width)),
    slopes: widths.map((width, node) => (node === 0 ? 0 : take(most * width))),
  }));
  const { at } = memory;
  kernels.floats(at.weights, total).set(options.weights);
  kernels.floats(at.first, total).fill(0);
  kernels.floats(at.second, total).fill(0);
  kernels.floats(at.levels, levels.length).set(levels);
  const pass = openPass({ kernels, graph, at, widths });
  let taken = 0;

  const forward = ({ rows, x, y, w }: Batch): number => {
    kernels.floats(at.values[0] as number, x.length).set(x);
    kernels.floats(at.y, y.length).set(y);
    kernels.floats(at.w, w.length).set(w);
    const out = pass.forward(rows);
    const slope = at.slopes.at(-1) as number;
    return kernels.pinball(rows * steps, levels.length, at.levels, out, at.y, at.w, slope);
  };
  return {
    step(batch, rate) {
      const loss = forward(batch);
      pass.backward(batch.rows);
      taken += 1;
      adamStep(kernels, {
        ...{ size: total, gradient: at.gradients, first: at.first, second: at.second },
        ...{ weights: at.weights, next: at.weights, rate, step: taken },
      });
      return loss;
    },
    loss: forward,
    weights: () => kernels.floats(at.weights, total).slice(),
    gradients: () => kernels.floats(at.gradients, total).slice(),
    dispose: memory.free,
  };
}

/** One allocation, cut as `cut` asks. */
function openMemory<T>(
  kernels: Kernels,
  cut: (take: (size: number) => number) => T,
): { at: T; free: () => void } {
  let size = 0;
  const measure = (part: number) => {
    const from = size;
    // Whole cache lines, so that no part shares one with another.
    size += (part + 15) & ~15;
    return 4 * from;
  };
  cut(measure);
  const base = kernels.allocate(size);
  size = 0;
  return { at: cut((part) => base + measure(part)), free: () => kernels.heap.free(base) };
}

interface Addresses {
  weights: number;
  gradients: number;
  /** Of each node: its values, and the loss's derivatives by them. */
  values: readonly number[];
  slopes: readonly number[];
}

function openPass(options: {
  kernels: Kernels;
  graph: DenseGraph;
  at: Addresses;
  widths: readonly number[];
}): { forward(rows: number): number; backward(rows: number): void } {
  const { kernels, graph, at, widths } = options;
  const { places } = layOut(graph);
  const values = [...at.values];
  const width = (node: number) => widths[node] as number;
  const value = (node: number) => values[node] as number;

  const layerForward = (layer: DenseLayer, node: number, rows: number) => {
    const { kernel, bias } = places[node - 1] as { kernel: number; bias: number };
    const row = at.weights + 4 * bias;
    const out = value(node);
    if (layer.plus !== null) kernels.addRow(rows, layer.units, value(layer.plus), row, out);
    kernels.product({
      ...{ m: rows, n: layer.units, k: width(layer.from) },
      ...{ a: value(layer.from), b: at.weights + 4 * kernel, out },
      ...(layer.plus !== null ? { start: "out" as const } : layer.bias ? { start: { row } } : {}),
      ...(layer.relu ? { low: 0 } : {}),
    });
  };
  const spreadForward = (spread: Spread, node: number, rows: number) => {
    const { of, by, times } = spread;
    // In place: nothing else reads it.
    values[node] = value(of);
    kernels.addColumn(rows * width(by), times, value(by), value(of));
  };

  return {
    forward(rows) {
      graph.nodes.forEach((each, i) => {
        if (each.kind === "dense") layerForward(each, i + 1, rows);
        else spreadForward(each, i + 1, rows);
      });
      return value(graph.nodes.length);
    },
    backward(rows) {
      // Null until something behind the node has said how the loss depends on it.
      const slopes: (number | null)[] = widths.map(() => null);
      slopes[graph.nodes.length] = at.slopes.at(-1) as number;
      const own = (node: number) => at.slopes[node] as number;
      for (let node = graph.nodes.length; node > 0; node -= 1) {
        const each = graph.nodes[node - 1] as DenseGraph["nodes"][number];
        const slope = slopes[node] ?? null;
        if (slope === null) continue;
        if (each.kind === "spread") {
          slopes[each.of] = slope;
          slopes[each.by] = own(each.by);
          kernels.rowSums(rows * width(each.by), each.times, slope, own(each.by));
          continue;
        }
        const { from, plus, units, relu } = each;
        const { kernel, bias } = places[node - 1] as { kernel: number; bias: number };
        if (relu) kernels.maskPositive(rows * units, value(node), slope);
        kernels.product({
          ...{ m: width(from), n: units, k: rows, a: value(from), turnA: true, b: slope },
          out: at.gradients + 4 * kernel,
        });
        if (bias >= 0) kernels.columnSums(rows, units, slope, at.gradients + 4 * bias);
        if (from > 0) {
          const known = slopes[from] ?? null;
          const out = known ?? own(from);
          slopes[from] = out;
          kernels.product({
            ...{ m: rows, n: width(from), k: units, a: slope, b: at.weights + 4 * kernel, turnB: true, out },
            ...(known === null ? {} : { start: "out" as const }),
          });
        }
        if (plus !== null && plus > 0) {
          const known = slopes[plus] ?? null;
          // Done with here, so the memory is handed on: the derivative by `plus` is the same.
          if (known === null) slopes[plus] = slope;
          else kernels.addRow(1, rows * units, known, slope, known);
        }
      }
    },
  };
}
