"use client";

import { type ChangeEvent, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Select } from "#components/ui/select.tsx";

export interface Choice {
  key: string;
  name: string;
  summary: string;
}

/** As the server takes it (`MAX_FILE_BYTES`): said before a large file travels. */
const MAX_FILE_BYTES = 1_000_000;

/**
 * What a canvas starts from: radio buttons named `start` (`blank`, `template:<key>`, `project`, `file`), the select
 * `startProject` and the file `startFile`.
 */
export function StartChoices({
  templates,
  projects,
  withBlank,
  initial,
  error,
}: {
  templates: readonly Choice[];
  /** Null while they are being read. */
  projects: readonly { id: string; name: string }[] | null;
  withBlank: boolean;
  initial: string;
  error?: string | undefined;
}) {
  const [start, setStart] = useState(initial);
  const [tooLarge, setTooLarge] = useState(false);
  const onFile = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    const isLarge = (file?.size ?? 0) > MAX_FILE_BYTES;
    setTooLarge(isLarge);
    if (isLarge) event.target.value = "";
    else if (file) setStart("file");
  };
  const radio = (value: string, name: string, summary: string) => (
    <label
      key={value}
      className={cx(
        "flex items-start gap-2 border rounded-control px-3 py-2",
        start === value ? "border-accent bg-accent2" : "border-line bg-surface",
      )}
    >
      <input
        type="radio"
        name="start"
        value={value}
        checked={start === value}
        onChange={() => setStart(value)}
        className="mt-0.5 size-4 shrink-0"
      />
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="block text-secondary text-ink2">{summary}</span>
      </span>
    </label>
  );
  const message = tooLarge ? "A canvas file has at most 1 MB. Choose another file." : error;
  return (
    <fieldset className="flex flex-col gap-2 min-w-0">
      <legend className="text-secondary font-medium text-ink2 mb-1">Start the canvas from</legend>
      <div className="grid grid-cols-2 gap-2 max-md:grid-cols-1">
        {withBlank ? radio("blank", "Blank", "Ten empty blocks, each with its questions.") : null}
        {templates.map(({ key, name, summary }) => radio(`template:${key}`, name, summary))}
        {projects === null || projects.length > 0
          ? radio("project", "Another project", "A copy of a canvas of this workspace.")
          : null}
        {radio("file", "A file", "A canvas that was exported as JSON.")}
      </div>
      {start === "project" && projects ? (
        <Select
          name="startProject"
          aria-label="Project to start from"
          options={projects.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {start === "file" ? (
        <input
          type="file"
          name="startFile"
          accept=".json,application/json"
          aria-label="Exported canvas"
          onChange={onFile}
          className="text-secondary file:mr-3 file:h-8 file:px-3 file:border file:border-control file:rounded-control file:bg-surface file:text-ink file:font-medium"
        />
      ) : null}
      {start.startsWith("template:") ? (
        <p className="text-secondary text-ink3">
          All ten blocks are filled with an example of that kind. Amounts are examples, in the project’s
          currency: replace them.
        </p>
      ) : null}
      {message ? (
        <p role="alert" className="text-secondary text-bad">
          {message}
        </p>
      ) : null}
    </fieldset>
  );
}
