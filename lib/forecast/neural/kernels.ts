import * as tf from "@tensorflow/tfjs";
import { type Heap, type Kernels, openKernels, type SimdVariant } from "../kernels/open.ts";
import { passesSelfTest } from "../kernels/self-test.ts";
import { multipliesRightly } from "./kernel-check.ts";
import { createProducts, explicitTransposes } from "./kernel-functions.ts";

/**
 * What multiplies matrices, the fastest first. `relaxed_simd`, `plain_simd`: our own kernels (`../kernels`).
 * `explicit_transpose`: tfjs's product after an explicit transpose. `stock`: tfjs as it comes.
 */
export type KernelVariant = SimdVariant | "explicit_transpose" | "stock";

const VARIANTS: readonly KernelVariant[] = ["relaxed_simd", "plain_simd", "explicit_transpose", "stock"];
const REPLACED = [tf.BatchMatMul, tf._FusedMatMul, tf.Sum, tf.Identity, tf.Cast] as const;

type Kernel = NonNullable<ReturnType<typeof tf.getKernel>>;

interface Installed {
  variant: KernelVariant;
  kernels: Kernels | null;
}

let originals: readonly Kernel[] | null = null;
let installed: (Installed & { backend: object }) | null = null;
const opened = new Map<SimdVariant, Kernels | null>();

/**
 * Gives tfjs's wasm backend fast matrix products. With `transposeA` or `transposeB` its own kernel leaves the fast path for
 * a naive loop, and every dense layer's gradient asks for one of them. Ours work on the backend's memory in place, and any
 * tfjs model gains from them unchanged.
 *
 * Each variant is checked against plain loops before it is used; where it errs, or where the engine lacks it, the next one
 * is taken. The default gives the same bits on every machine and in every browser; `relaxed_simd` is faster by a third.
 * Call it again to change the variant. On a backend other than wasm tfjs stays as it was.
 */
export function installFastMatMul(options: { variant?: KernelVariant } = {}): KernelVariant {
  const { variant = "plain_simd" } = options;
  if (tf.getBackend() !== "wasm") return "stock";
  const backend = tf.backend();
  if (installed?.backend !== backend) forget();
  if (installed?.variant === variant) return variant;
  originals ??= REPLACED.map((name) => tf.getKernel(name, "wasm") as Kernel);
  for (const next of VARIANTS.slice(VARIANTS.indexOf(variant))) {
    const found = install(next, originals);
    if (!found) continue;
    installed = { ...found, backend };
    return next;
  }
  throw new Error("unreachable: stock always installs");
}

/** Our own kernels over the backend's memory, for work that goes around tfjs's ops. Null unless one of them is installed. */
export function installedKernels(): Kernels | null {
  return installed && tf.getBackend() === "wasm" && tf.backend() === installed.backend
    ? installed.kernels
    : null;
}

function forget(): void {
  installed = null;
  opened.clear();
}

function install(variant: KernelVariant, stock: readonly Kernel[]): Installed | null {
  stock.forEach(swap);
  if (variant === "stock") return { variant, kernels: null };
  if (variant === "explicit_transpose") {
    explicitTransposes(stock).forEach(swap);
    if (multipliesRightly()) return { variant, kernels: null };
  } else {
    if (!opened.has(variant)) opened.set(variant, openChecked(variant));
    const kernels = opened.get(variant) ?? null;
    if (!kernels) return null;
    createProducts({ kernels, stock }).forEach(swap);
    if (multipliesRightly()) return { variant, kernels };
  }
  stock.forEach(swap);
  return null;
}

function openChecked(variant: SimdVariant): Kernels | null {
  const heap = backendHeap();
  const kernels = heap && openKernels({ variant, heap });
  return kernels && passesSelfTest(kernels) ? kernels : null;
}

/** Emscripten's module as tfjs 4.22.0 carries it; another version without these parts keeps tfjs's own kernels. */
function backendHeap(): Heap | null {
  const { wasm } = tf.backend() as unknown as {
    wasm: {
      asm?: { memory?: WebAssembly.Memory };
      _malloc?: (bytes: number) => number;
      _free?: (at: number) => void;
    };
  };
  const { asm, _malloc: malloc, _free: free } = wasm;
  return asm?.memory && malloc && free ? { memory: asm.memory, malloc, free } : null;
}

function swap(kernel: Kernel): void {
  tf.unregisterKernel(kernel.kernelName, "wasm");
  tf.registerKernel(kernel);
}
