import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { AUDIT_KINDS } from "#lib/features/audit/index.ts";

interface Choices {
  people: readonly { id: string; name: string }[];
  projects: readonly { slug: string; name: string }[];
}

const KINDS = Object.entries(AUDIT_KINDS).map(([value, label]) => ({ value, label }));

/** A plain form: the filter is in the address, so it can be kept and passed on. */
export function AuditFilter({
  action,
  choices,
  chosen,
}: {
  action: string;
  choices: Choices;
  chosen: Partial<Record<string, string>>;
}) {
  const people = choices.people.map(({ id, name }) => ({ value: id, label: name }));
  const projects = choices.projects.map(({ slug, name }) => ({ value: slug, label: name }));
  const isFiltered = Object.keys(chosen).length > 0;
  return (
    <form
      action={action}
      key={JSON.stringify(chosen)}
      className="grid grid-cols-[1fr_1fr_1fr_auto] items-end gap-3 max-w-[56rem] mb-4 max-md:grid-cols-1"
    >
      <Field label="Who">
        <Select
          name="person"
          defaultValue={chosen.person ?? ""}
          options={[{ value: "", label: "Everybody" }, ...people]}
        />
      </Field>
      <Field label="About">
        <Select
          name="kind"
          defaultValue={chosen.kind ?? ""}
          options={[{ value: "", label: "Everything" }, ...KINDS]}
        />
      </Field>
      <Field label="Project">
        <Select
          name="project"
          defaultValue={chosen.project ?? ""}
          options={[{ value: "", label: "All, and the workspace" }, ...projects]}
        />
      </Field>
      <div className="flex gap-2 max-md:*:flex-1">
        <Button type="submit">Filter</Button>
        {isFiltered ? <ButtonLink href={action}>Clear</ButtonLink> : null}
      </div>
    </form>
  );
}
