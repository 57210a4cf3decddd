"use client";

import { type FormEvent, useCallback, useEffect, useState } from "react";
import type { Outcome } from "#components/people/form-state.ts";
import { useDeed } from "#components/people/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { formatDate, formatDateTime } from "#lib/format/index.ts";

interface LinkRow {
  id: string;
  label: string;
  createdBy: string;
  expiresAt: number;
  openedAt: number | null;
}

export interface ShareActions {
  create: (input: unknown) => Promise<Outcome<LinkRow & { link: string }>>;
  revoke: (input: unknown) => Promise<Outcome>;
}

export interface SharePanelProps {
  base: string;
  actions: ShareActions;
  onClose: () => void;
}

const DAYS = [
  { value: "1", label: "a day" },
  { value: "7", label: "a week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
];

export function SharePanel({ base, actions, onClose }: SharePanelProps) {
  const [links, setLinks] = useState<LinkRow[] | null>(null);
  const [made, setMade] = useState<(LinkRow & { link: string }) | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { problem, isPending, run } = useDeed();
  const load = useCallback(() => {
    fetch(`${base}/canvas/share`)
      .then(async (response) => {
        const answer = await response.json();
        if (!response.ok) throw new Error(answer.detail);
        setLinks(answer.links);
        setFailure(null);
      })
      .catch(() => setFailure("The links could not be read. Close this and open it again."));
  }, [base]);
  useEffect(load, [load]);

  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    run(
      () => actions.create({ label: String(data.get("label")), expiresInDays: Number(data.get("days")) }),
      (outcome) => {
        if (!outcome.ok) return;
        setMade(outcome.value);
        form.reset();
        load();
      },
    );
  };
  const revoke = (id: string) =>
    run(
      () => actions.revoke({ id }),
      (outcome) => {
        if (outcome.ok && made?.id === id) setMade(null);
        load();
      },
    );

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Share to read"
      description="Whoever has a link reads this poster without signing in, prints it and presents it: no names of people, and nothing else of the workspace."
      className="w-[min(38rem,calc(100vw-2rem))]"
    >
      <form
        onSubmit={make}
        className="grid grid-cols-[1.6fr_1fr_auto] items-end gap-3 max-md:grid-cols-1"
        aria-label="A new link"
      >
        <Field label="For whom">
          <Input name="label" required maxLength={80} placeholder="Steering committee" autoComplete="off" />
        </Field>
        <Field label="Works for">
          <Select name="days" options={DAYS} defaultValue="30" />
        </Field>
        <Button type="submit" variant={made ? "outline" : "primary"} busy={isPending && "Working"}>
          Make a link
        </Button>
      </form>
      <div aria-live="polite" className="flex flex-col gap-3 mt-3">
        {problem ? <Notice tone="bad">{problem}</Notice> : null}
        {made ? (
          <Notice tone="stale" title={`The link for ${made.label}. It is shown this once.`}>
            <CopyField label="Link" value={made.link} />
          </Notice>
        ) : null}
      </div>
      <h3 className="text-section mt-4 mb-1">Links that work now</h3>
      {failure ? <Notice tone="bad">{failure}</Notice> : null}
      {links === null && failure === null ? <p className="text-ink3">Reading them …</p> : null}
      {links?.length === 0 ? <p className="text-ink3">None yet.</p> : null}
      <ul>
        {links?.map((link) => (
          <li key={link.id} className="flex items-center gap-3 py-2 border-t border-line">
            <span className="min-w-0 flex-1">
              <span className="block font-medium [overflow-wrap:anywhere]">{link.label}</span>
              <span className="block text-secondary text-ink3">
                until {formatDate(link.expiresAt)}, by {link.createdBy},{" "}
                {link.openedAt === null ? "not opened yet" : `last opened ${formatDateTime(link.openedAt)}`}
              </span>
            </span>
            <Button
              size="small"
              disabled={isPending}
              aria-label={`Revoke the link for ${link.label}`}
              onClick={() => revoke(link.id)}
            >
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </p>
    </Dialog>
  );
}
