/** A worker of a browser that draws thousands of cases, so that the page itself stays free. */
import type { SimulatorAnswer, SimulatorQuestion } from "#lib/features/roi/simulator-messages.ts";
import { simulate, tornado, uncertainInputs } from "#lib/features/roi/uncertainty.ts";

interface Scope {
  postMessage: (message: SimulatorAnswer) => void;
  addEventListener: (type: "message", listener: (event: MessageEvent<SimulatorQuestion>) => void) => void;
}
// The types of a page are loaded, not those of a worker.
const scope = self as unknown as Scope;

scope.addEventListener("message", ({ data: { id, given, draws, seed } }) => {
  const from = performance.now();
  const simulation = simulate(given, { draws, seed });
  const tookMs = performance.now() - from;
  scope.postMessage({ id, inputs: uncertainInputs(given), bars: tornado(given), simulation, tookMs });
});
