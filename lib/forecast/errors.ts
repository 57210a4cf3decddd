/** Why the engine refused. Services translate these; the engine knows no HTTP. */
export type ForecastErrorCode =
  | "cancelled"
  | "too_short"
  | "bad_spec"
  | "bad_panel"
  | "bad_input"
  | "bad_artifact"
  | "backend";

/** `detail` is one plain sentence that names what and where, and what would work instead. */
export class ForecastError extends Error {
  readonly code: ForecastErrorCode;
  readonly detail: string;

  constructor(code: ForecastErrorCode, detail: string) {
    super(`${code}: ${detail}`);
    this.name = "ForecastError";
    this.code = code;
    this.detail = detail;
  }
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ForecastError("cancelled", "The work was cancelled.");
}
