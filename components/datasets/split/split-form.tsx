import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface SplitFields {
  horizonSteps: string;
  seasonLength: string;
  selectionFolds: string;
  testFolds: string;
  gapSteps: string;
}

const FIELDS = [
  { name: "horizonSteps", label: "Horizon", unit: "steps" },
  { name: "seasonLength", label: "Season", unit: "steps" },
  { name: "selectionFolds", label: "Selection folds", unit: "folds" },
  { name: "testFolds", label: "Untouched folds", unit: "folds" },
  { name: "gapSteps", label: "Gap", unit: "steps" },
] as const;

/** The numbers of a split. They stand in the address, so that a picture can be sent to somebody. */
export function SplitForm({
  values,
  errors,
}: {
  values: SplitFields;
  errors: Readonly<Record<string, string>>;
}) {
  return (
    <form method="get" className="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-6 gap-3 items-start">
      {FIELDS.map(({ name, label, unit }) => (
        <Field key={name} label={label} error={errors[name]}>
          <Input name={name} defaultValue={values[name]} inputMode="numeric" autoComplete="off" unit={unit} />
        </Field>
      ))}
      <Button type="submit" className="mt-[1.375rem] max-md:w-full">
        Draw it
      </Button>
    </form>
  );
}
