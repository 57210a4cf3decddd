/** A worker of a browser that measures as `../speed.ts` does in Node. */
import { startTensorflow } from "#lib/processes/tf-start.ts";
import { measureFigures } from "./figures.ts";

self.onmessage = async ({ data }: MessageEvent<{ samples: number; sizes: number[] }>) => {
  try {
    await startTensorflow("/tfjs/");
    const figures = await measureFigures(data);
    self.postMessage({ figures: { ...figures, quantiles: [...figures.quantiles] } });
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
