"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TEMPLATE_CHOICES } from "#lib/features/canvas/templates/index.ts";
import { sourceOf } from "./source-of.ts";
import { StartChoices } from "./start-choices.tsx";

export interface FillPanelProps {
  base: string;
  /** Blocks that say something already. */
  filled: readonly { key: string; title: string }[];
  /** The document has changed on the server. */
  onFilled: () => void;
  /** Takes away a claim that came in. */
  removeClaim: ((id: string) => Promise<unknown>) | null;
  onClose: () => void;
}

interface Done {
  filled: string[];
  kept: string[];
  otherCurrency: string | null;
  undo: string | null;
  /** Ids of those that came in. */
  claims: string[];
}

const UNANSWERED = "No answer came. Look at the canvas to see whether it was filled, and try again if not.";

async function send(address: string, init: RequestInit): Promise<{ ok: boolean; answer: unknown }> {
  try {
    const response = await fetch(address, { method: "POST", ...init });
    return { ok: response.ok, answer: await response.json() };
  } catch {
    return { ok: false, answer: { detail: UNANSWERED } };
  }
}

const detailOf = (answer: unknown) => (answer as { detail?: string }).detail ?? UNANSWERED;
const claimsInWords = (count: number) =>
  count === 0
    ? ""
    : `${count} ${count === 1 ? "claim came in; its" : "claims came in; their"} proof is looked for in this project. `;
const plural = (count: number) => `${count} ${count === 1 ? "block" : "blocks"}`;

/** Fills the canvas, and says before what would be replaced and after how to take it back. */
export function FillPanel({ base, filled, onFilled, removeClaim, onClose }: FillPanelProps) {
  const [projects, setProjects] = useState<{ id: string; name: string }[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [isUndone, setUndone] = useState(false);
  const [replaces, setReplaces] = useState(false);
  // What was typed before the panel opened; the filling itself must not change the question.
  const [before] = useState(filled);
  useEffect(() => {
    fetch(`${base}/canvas/fill`)
      .then((response) => response.json())
      .then((answer) => setProjects(answer.projects ?? []))
      .catch(() => setProjects([]));
  }, [base]);

  const fill = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    const from = await sourceOf(data);
    const body = {
      from,
      replace: replaces ? before.map(({ key }) => key) : [],
      agreements: data.get("agreements") === "on",
    };
    const { ok, answer } = await send(`${base}/canvas/fill`, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    setBusy(false);
    setProblem(ok ? null : detailOf(answer));
    if (!ok) return;
    setDone(answer as Done);
    onFilled();
  };
  const undo = async () => {
    if (!done?.undo) return;
    setBusy(true);
    const bytes = Uint8Array.from(atob(done.undo), (sign) => sign.charCodeAt(0));
    const { ok, answer } = await send(`${base}/canvas/updates`, {
      headers: { "content-type": "application/octet-stream", "idempotency-key": crypto.randomUUID() },
      body: bytes,
    });
    // One after the other: each is a change of its own, and one that is gone already is as it should be.
    for (const id of ok && removeClaim ? done.claims : []) await removeClaim?.(id);
    setBusy(false);
    setProblem(ok ? null : detailOf(answer));
    setUndone(ok);
    if (ok) onFilled();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Start from …"
      description="Fills the canvas, so that you change an example rather than face an empty page."
      className="w-[min(40rem,calc(100vw-2rem))]"
    >
      {done ? (
        <div className="flex flex-col gap-3" aria-live="polite">
          {isUndone ? (
            <Notice title="Taken back.">The canvas says what it said before.</Notice>
          ) : (
            <Notice
              tone="ok"
              title={
                done.filled.length === 0
                  ? "Nothing was filled: no empty block had anything to take."
                  : `${plural(done.filled.length)} filled.`
              }
              action={
                done.undo ? (
                  <Button busy={isBusy && "Taking it back"} onClick={() => void undo()}>
                    Take it back
                  </Button>
                ) : null
              }
            >
              {done.kept.length > 0
                ? `${plural(done.kept.length)} with text of yours stayed as they were. `
                : ""}
              {claimsInWords(done.claims.length)}
              {done.otherCurrency === null
                ? ""
                : `Amounts were written in ${done.otherCurrency} and are taken as they are: check them.`}
            </Notice>
          )}
          {problem ? <Notice tone="bad">{problem}</Notice> : null}
          <p className="flex justify-end">
            <Button variant="primary" onClick={onClose}>
              Look at the canvas
            </Button>
          </p>
        </div>
      ) : (
        <form onSubmit={(event) => void fill(event)} className="flex flex-col gap-4">
          <StartChoices
            templates={TEMPLATE_CHOICES}
            projects={projects}
            withBlank={false}
            initial={`template:${TEMPLATE_CHOICES[0]?.key}`}
          />
          {before.length > 0 ? (
            <fieldset className="flex flex-col gap-2">
              <legend className="text-secondary font-medium text-ink2 mb-1">What stands there already</legend>
              <label className="flex items-start gap-2">
                <input
                  type="radio"
                  name="mode"
                  checked={!replaces}
                  onChange={() => setReplaces(false)}
                  className="mt-0.5 size-4 shrink-0"
                />
                Stays: only empty blocks are filled ({10 - before.length} of 10).
              </label>
              <label className="flex items-start gap-2">
                <input
                  type="radio"
                  name="mode"
                  checked={replaces}
                  onChange={() => setReplaces(true)}
                  className="mt-0.5 size-4 shrink-0"
                />
                <span>
                  Is replaced: fields, lists and hidden costs of{" "}
                  {before.map(({ title }) => `“${title}”`).join(", ")}. Notes stay. You can take it back.
                </span>
              </label>
            </fieldset>
          ) : null}
          <label className="flex items-start gap-2">
            <input type="checkbox" name="agreements" className="mt-0.5 size-4 shrink-0" />
            <span>
              Agree, in my name, to what was agreed in the file or project
              <span className="block text-secondary text-ink3">
                Notes come in under your name. Claims of a file come in too, and what proves them is looked
                for in this project. Comments stay where they are.
              </span>
            </span>
          </label>
          {problem ? <Notice tone="bad">{problem}</Notice> : null}
          <p className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant={replaces ? "danger" : "primary"} busy={isBusy && "Filling"}>
              {replaces ? `Replace ${plural(before.length)}` : "Fill the empty blocks"}
            </Button>
          </p>
        </form>
      )}
    </Dialog>
  );
}
