export interface DocumentOptions {
  sections: readonly string[];
  /** What is left out, and why. */
  notes: readonly string[];
  versions: Readonly<Record<string, string>>;
  machine: string;
  /** As 2026-01-31. */
  date: string;
  command: string;
}

/** The whole result in Markdown, as it is printed and committed. */
export function documentOf(options: DocumentOptions): string {
  const versions = Object.entries(options.versions).map(([name, version]) => `${name} ${version}`);
  const notes = options.notes.map((note) => `- ${note}\n`).join("");
  return `# Beside other libraries

Measured on ${options.date} by \`${options.command}\` on ${options.machine}. Versions: ${versions.join(", ") || "none"}.

${notes}${notes && "\n"}Every method sees the same past of each window and nothing after it, has the same cores, and is measured by the same code. Its seconds are by the clock and of a process of its own, from its start to its end: loading packages (*of it starting*), reading, fitting for each window anew, forecasting with quantiles, writing. Installing is not counted.

- *sMAPE* is pooled over all steps, in percent. *MASE* and *SQL* (twice the quantile loss, averaged over the deciles) are scaled by the error of the seasonal naive before the cutoff, and averaged over series. “–”: the method gives no quantiles.
- *error ÷ ours* and *seconds ÷ ours* compare with the row of \`auto\` that has most time: above 1, ours is better or faster. The error is sMAPE on M3 and MASE elsewhere.
- *auto, 10 s a window*: the command line's \`auto\` with a budget of ten seconds for each window.
- *ours, no slower*: the most accurate row of ours that took no more seconds than this peer, and its error against the peer's; ✓ where it is no larger.

How the peers are set: statsforecast's models as they come, with the season of the set, both cores, and seasonal naive where a model fails; it ships compiled code, so there is nothing to warm up. LightGBM by mlforecast with lags, rolling means, the calendar, a scale for each series, differences on M3 and other growing series, and promotions known ahead where the set has them; its quantiles are conformal, over two more windows. NHITS and NBEATS with neuralforecast's defaults (1,000 steps), an input of two horizons, robust scaling and a quantile head, on the CPU. Days when the shop was closed are filled with the last known value for all of them; the networks leave them out of their loss.

${options.sections.join("\n")}`;
}
