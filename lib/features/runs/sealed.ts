import type { ScoreScope } from "#lib/forecast/index.ts";
import type { Fold } from "#lib/forecast/types.ts";

/**
 * What stands before a scope's name while a run's untouched folds are sealed. Whoever reads errors asks for `test`, and
 * finds none until somebody has opened them.
 */
export const SEALED_PREFIX = "sealed-";

/** `Metric.scope`: "selection", "test" or "fold-2"; behind the prefix where a sealed run's untouched folds are in it. */
export function scopeName(scope: ScoreScope, run: { sealed: boolean; folds: readonly Fold[] }): string {
  const name = scope.kind === "fold" ? `fold-${scope.fold}` : scope.kind;
  const isTest =
    scope.kind === "test" ||
    (scope.kind === "fold" && run.folds.find(({ fold }) => fold === scope.fold)?.role === "test");
  return run.sealed && isTest ? SEALED_PREFIX + name : name;
}
