import { expect, it } from "vitest";
import type { NetworkArtifacts } from "#lib/forecast/neural/index.ts";
import { decodeNetwork, encodeNetwork } from "./trainer-model-bytes.ts";

it("gives a network's artifacts back as they were, also from within a larger buffer", () => {
  const artifacts = {
    plan: { version: 1, lookback: 14 },
    modelTopology: { class_name: "Model", name: "Größe" },
    weightSpecs: [{ name: "kernel", shape: [2, 2], dtype: "float32" }],
    weightData: Float32Array.of(1.5, -2, 0, 3e-8).buffer,
  } as unknown as NetworkArtifacts;
  const bytes = encodeNetwork(artifacts);
  const within = new Uint8Array(bytes.length + 3);
  within.set(bytes, 3);
  const again = decodeNetwork(within.subarray(3));
  expect(again).toEqual(artifacts);
  expect(new Float32Array(again.weightData)).toEqual(new Float32Array(artifacts.weightData));
});
