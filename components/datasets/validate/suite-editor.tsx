import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { type Expectation, type ExpectationKind, KIND_NAMES } from "#lib/features/datasets/validate/index.ts";
import { type Draft, draftOf, FIELDS, inputOf, newDraft } from "./draft.ts";

export type SaveResult =
  | { ok: true; value: { revision: number } }
  | { ok: false; problem: { detail: string; fields?: Record<string, string> } };

/** Changes what every version of a dataset is expected to be. What is typed stays until it is stored. */
export function SuiteEditor({
  expectations,
  proposal,
  revision,
  columns,
  save,
  onDone,
}: {
  expectations: readonly Expectation[];
  /** What the data of the version at hand would propose. */
  proposal: readonly Expectation[];
  revision: number;
  /** Covariates that can be named. */
  columns: readonly string[];
  save: (input: unknown) => Promise<SaveResult>;
  onDone: () => void;
}) {
  const router = useRouter();
  const [drafts, setDrafts] = useState(() => expectations.map(draftOf));
  const [kind, setKind] = useState<ExpectationKind>("range");
  const [problem, setProblem] = useState<{ detail: string; fields: Record<string, string> } | null>(null);
  const [isPending, start] = useTransition();
  const change = (id: string, part: Partial<Draft>) =>
    setDrafts((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const missing = proposal.filter((one) => !drafts.some((draft) => draft.id === one.id));
  const send = () =>
    start(async () => {
      const result = await save({ revision, expectations: drafts.map(inputOf) }).catch(
        (): SaveResult => ({
          ok: false,
          problem: { detail: "The server did not answer. What you typed is still here; press again." },
        }),
      );
      if (!result.ok) {
        setProblem({ detail: result.problem.detail, fields: result.problem.fields ?? {} });
        return;
      }
      router.refresh();
      onDone();
    });
  return (
    <form
      aria-label="What is expected"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) send();
      }}
    >
      {problem ? (
        <Notice tone="bad" title="The expectations were not stored" className="mb-3">
          {Object.keys(problem.fields).length > 0
            ? "One of them needs another value; it says which below."
            : problem.detail}
        </Notice>
      ) : null}
      <ul className="divide-y divide-line">
        {drafts.map((draft, i) => (
          <li
            key={draft.id}
            className="py-2 grid gap-x-3 gap-y-2 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[9rem_minmax(0,1fr)_9rem_auto]"
          >
            <span className="font-semibold self-center max-md:col-span-2">{KIND_NAMES[draft.kind]}</span>
            <Fields
              draft={draft}
              columns={columns}
              errorOf={(name) => problem?.fields[`expectations.${i}.${name}`]}
              onChange={(fields) => change(draft.id, { fields })}
            />
            <Select
              aria-label={`${KIND_NAMES[draft.kind]}: when it fails`}
              value={draft.severity}
              options={[
                { value: "error", label: "blocks training" },
                { value: "warning", label: "warns" },
              ]}
              onChange={(event) => change(draft.id, { severity: event.target.value as Draft["severity"] })}
            />
            <Button
              variant="quiet"
              aria-label={`Remove ${KIND_NAMES[draft.kind]}`}
              onClick={() => setDrafts((all) => all.filter((one) => one.id !== draft.id))}
            >
              Remove
            </Button>
          </li>
        ))}
        {drafts.length === 0 ? <li className="py-2 text-ink3">Nothing is expected yet.</li> : null}
      </ul>
      <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3 mt-1">
        <Select
          aria-label="Kind to add"
          className="w-44"
          value={kind}
          options={Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setKind(event.target.value as ExpectationKind)}
        />
        <Button onClick={() => setDrafts((all) => [...all, newDraft(kind, all)])}>Add</Button>
        {missing.length > 0 ? (
          <Button variant="quiet" onClick={() => setDrafts((all) => [...all, ...missing.map(draftOf)])}>
            Add {missing.length} that this version’s data propose
          </Button>
        ) : null}
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isPending ? "Judging" : undefined}>
          Store, and judge the versions
        </Button>
      </div>
    </form>
  );
}

function Fields({
  draft,
  columns,
  errorOf,
  onChange,
}: {
  draft: Draft;
  columns: readonly string[];
  errorOf: (name: string) => string | undefined;
  onChange: (fields: Record<string, string>) => void;
}) {
  const set = (name: string, value: string) => onChange({ ...draft.fields, [name]: value });
  if (draft.kind === "columns") {
    return (
      <span className="text-ink2 self-center max-md:col-span-2 [overflow-wrap:anywhere]">
        {draft.columns.length === 0 ? "none needed" : draft.columns.map((one) => one.name).join(", ")}
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-start gap-x-3 gap-y-1.5 max-md:col-span-2">
      {FIELDS[draft.kind].map((field) => {
        const error = errorOf(field.name);
        const label = `${KIND_NAMES[draft.kind]}, ${field.label.toLowerCase()}`;
        const errorId = `${draft.id}-${field.name}-error`;
        const value = draft.fields[field.name] ?? "";
        return (
          <span key={field.name} className="grid gap-0.5">
            <span className="flex items-center gap-1.5">
              <span aria-hidden="true" className="text-secondary text-ink3">
                {field.label}
              </span>
              {field.kind === "column" ? (
                <Select
                  aria-label={label}
                  className="w-40"
                  value={value}
                  options={[
                    ...(draft.kind === "range" ? [{ value: "", label: "the target" }] : []),
                    ...[...new Set([...columns, ...(value ? [value] : [])])].map((name) => ({
                      value: name,
                      label: name,
                    })),
                  ]}
                  {...(draft.kind === "filled" ? { placeholder: "Choose a column" } : {})}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? errorId : undefined}
                  onChange={(event) => set(field.name, event.target.value)}
                />
              ) : (
                <Input
                  aria-label={label}
                  className="w-28!"
                  {...(field.unit ? { unit: field.unit } : {})}
                  inputMode={field.kind === "number" ? "decimal" : "text"}
                  autoComplete="off"
                  placeholder={field.isOpen ? "open" : undefined}
                  value={value}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? errorId : undefined}
                  onChange={(event) => set(field.name, event.target.value)}
                />
              )}
            </span>
            {error ? (
              <span id={errorId} className="text-secondary text-bad">
                {error}
              </span>
            ) : null}
          </span>
        );
      })}
    </span>
  );
}
