import { expect, it } from "vitest";
import { prepareTensorflow } from "./tf-backend.ts";

it("starts wasm from disk with the faster product, once", async () => {
  const runtime = await prepareTensorflow();
  expect(runtime).toMatchObject({
    backend: "wasm",
    kernelVariant: "explicit_transpose",
    versions: { tfjs: "4.22.0" },
  });
  expect(await prepareTensorflow()).toBe(runtime);
});
