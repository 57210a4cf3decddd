import { lazy, Suspense } from "react";
import { Disclosure } from "./disclosure.tsx";
import type { FoldFieldsProps } from "./fold-fields.tsx";

const FoldFields = lazy(() => import("./fold-fields.tsx"));

/** What most runs leave as it is. */
export function AdvancedOptions(props: FoldFieldsProps) {
  const { values, error } = props;
  const isChanged =
    values.window !== "expanding" ||
    values.gapSteps.trim() !== "0" ||
    values.refit !== "each_fold" ||
    values.sealed;
  const isWrong = ["window", "window.windowSteps", "gapSteps", "refit", "seed"].some((field) => error(field));
  return (
    <Disclosure title="Advanced: folds, training and seed" isOpen={isChanged || isWrong}>
      <Suspense>
        <FoldFields {...props} />
      </Suspense>
    </Disclosure>
  );
}
