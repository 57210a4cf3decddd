import { expect, it } from "vitest";
import { prepareTensorflow } from "./tf-backend.ts";

it("starts wasm from disk with our own kernels, the ones that give the same bits everywhere, once", async () => {
  const runtime = await prepareTensorflow();
  expect(runtime).toMatchObject({
    backend: "wasm",
    kernelVariant: "plain_simd",
    versions: { tfjs: "4.22.0" },
  });
  expect(await prepareTensorflow()).toBe(runtime);
});
