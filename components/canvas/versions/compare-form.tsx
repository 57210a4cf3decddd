import { buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { VersionRow } from "./version-list.tsx";

/** Any two versions, by the platform's own form: it is an address, so it can be sent to somebody. */
export function CompareForm({
  versions,
  from,
  to,
}: {
  versions: readonly VersionRow[];
  from: string;
  to: string;
}) {
  const options = [
    { value: "now", label: "Now" },
    ...versions.map(({ number, name }) => ({ value: String(number), label: `${number}: ${name}` })),
  ];
  return (
    <form method="get" aria-label="Compare two versions" className="flex flex-wrap items-end gap-2 mb-4">
      <Field label="From" className="w-52 max-md:w-full">
        <Select key={from} name="from" defaultValue={from} options={options} />
      </Field>
      <Field label="To" className="w-52 max-md:w-full">
        <Select key={to} name="to" defaultValue={to} options={options} />
      </Field>
      <button type="submit" className={buttonClass({ className: "max-md:w-full" })}>
        Compare
      </button>
    </form>
  );
}
