import type { RunPlace } from "#lib/platform/prisma/enums.ts";

/** Where a run's models were trained, and on what: "in a browser (Chromium 148), 2 workers, TensorFlow.js 4.22.0 wasm". */
export function runtimeWords(place: RunPlace, runtime: Readonly<Record<string, string>> | null): string {
  const { browser, node, workers, tfjs, backend, kernel } = runtime ?? {};
  const where = place === "server" ? "on the server" : browser ? `in a browser (${browser})` : "in a browser";
  const parts = [
    where,
    place === "server" && node ? `Node ${node}` : "",
    workers ? `${workers} ${workers === "1" ? "worker" : "workers"}` : "",
    backend ? ["TensorFlow.js", tfjs, backend].filter(Boolean).join(" ") : "",
    backend && kernel ? `${kernel.replaceAll("_", " ")} kernel` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
