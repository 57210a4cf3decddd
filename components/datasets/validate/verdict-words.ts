/** How many expectations a version meets, in a sentence. */
export function validationWords(counts: { passed: number; warnings: number; errors: number }): string {
  const { passed, warnings, errors } = counts;
  const parts = [`${passed} ${passed === 1 ? "passes" : "pass"}`];
  if (warnings > 0) parts.push(`${warnings} ${warnings === 1 ? "warns" : "warn"}`);
  parts.push(
    errors === 0 ? "none blocks training" : `${errors} ${errors === 1 ? "blocks" : "block"} training`,
  );
  return parts.join(", ");
}
