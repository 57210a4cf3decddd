import { buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

/** Any two versions, by the platform's own form: it is an address, so it can be sent to somebody. */
export function PairForm({
  versions,
  from,
  to,
}: {
  versions: readonly { number: number; label: string }[];
  from: number;
  to: number;
}) {
  const options = versions.map(({ number, label }) => ({ value: String(number), label }));
  return (
    <form method="get" aria-label="Compare two versions" className="flex flex-wrap items-end gap-2 mb-5">
      <Field label="Compare" className="w-64 max-md:w-full">
        <Select key={`from ${from}`} name="from" defaultValue={String(from)} options={options} />
      </Field>
      <Field label="with" className="w-64 max-md:w-full">
        <Select key={`to ${to}`} name="to" defaultValue={String(to)} options={options} />
      </Field>
      <button type="submit" className={buttonClass({ className: "max-md:w-full" })}>
        Compare
      </button>
    </form>
  );
}
