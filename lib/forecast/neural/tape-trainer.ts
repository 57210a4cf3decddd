import * as tf from "@tensorflow/tfjs";
import { createAdam } from "./adam.ts";
import type { Network } from "./network.ts";
import type { Batch, Trainer } from "./trainer.ts";

/** Trains by TensorFlow.js's own gradients: any layers, any backend, several times slower than `dense-trainer.ts`. */
export function openTapeTrainer(options: { network: Network; levels: Float32Array }): Trainer {
  const { model, variables } = options.network;
  const levels = tf.tensor1d(options.levels);
  const heads = options.levels.length;
  const adam = createAdam(variables);
  const cost = ({ rows, x, y, w }: Batch, training: boolean): tf.Scalar => {
    const steps = y.length / rows;
    const out = model.apply(tf.tensor2d(x, [rows, x.length / rows]), { training }) as tf.Tensor;
    return pinball({
      prediction: tf.reshape(out, [rows, steps, heads]),
      y: tf.tensor3d(y, [rows, steps, 1]),
      w: tf.tensor3d(w, [rows, steps, 1]),
      levels,
    });
  };
  return {
    step: (batch, rate) =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => cost(batch, true), [...variables]);
        adam.apply(
          variables.map((variable) => grads[variable.name] as tf.Tensor),
          rate,
        );
        return value.dataSync()[0] as number;
      }),
    loss: (batch) => tf.tidy(() => cost(batch, false).dataSync()[0] as number),
    finish: () => undefined,
    dispose: () => {
      levels.dispose();
      adam.dispose();
    },
  };
}

/**
 * Written with its own gradient, w·(1[y<q] − p), which spares the tape a dozen large temporaries a step.
 */
function pinball(options: {
  prediction: tf.Tensor3D;
  y: tf.Tensor3D;
  w: tf.Tensor3D;
  levels: tf.Tensor1D;
}): tf.Scalar {
  const { prediction, y, w, levels } = options;
  const loss = tf.customGrad((q, save) => {
    const error = tf.sub(y, q as tf.Tensor);
    const slope = tf.mul(tf.sub(levels, tf.cast(tf.less(error, 0), "float32")), w);
    (save as tf.GradSaveFunc)([slope]);
    return {
      value: tf.sum(tf.mul(slope, error)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(tf.neg(saved[0] as tf.Tensor), dy),
    };
  });
  return loss(prediction) as tf.Scalar;
}
