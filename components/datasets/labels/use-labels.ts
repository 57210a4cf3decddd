"use client";

import { useState } from "react";
import type { LabelInput, LabelView } from "#lib/features/datasets/labels/index.ts";
import type { ActionResult } from "#lib/platform/action.ts";

export type Answer = ActionResult<LabelView[]>;

interface Last {
  done: "labelled" | "rejected" | "removed";
  labels: LabelView[];
  /** Proposals that these answered. */
  keys: readonly string[];
}

/** The labels that are there, and what is done to them; the last thing done can be taken back. */
export function useLabels(options: {
  given: readonly LabelView[];
  add: (input: { answer: "accept" | "reject"; labels: LabelInput[] }) => Promise<Answer>;
  remove: (input: { ids: string[] }) => Promise<Answer>;
  restore: (input: { ids: string[] }) => Promise<Answer>;
}) {
  const [labels, setLabels] = useState<readonly LabelView[]>(options.given);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<Last | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ detail: string; fields: Record<string, string> } | null>(null);
  /** Raised where the detectors would now find something else. */
  const [asked, setAsked] = useState(0);

  /** What came back, or null where it was not done. */
  const send = async (work: () => Promise<Answer>): Promise<LabelView[] | null> => {
    setBusy(true);
    setFailure(null);
    const result = await work().catch(() => null);
    setBusy(false);
    if (result?.ok) return result.value;
    const detail = "The server could not be reached. Nothing was changed. Try again.";
    setFailure({ detail: result?.problem.detail ?? detail, fields: result?.problem.fields ?? {} });
    return null;
  };
  /** Puts rows in the place of those with their ids; only active ones stay. */
  const put = (rows: readonly LabelView[]) => {
    const changed = new Set(rows.map(({ id }) => id));
    const active = rows.filter(({ state }) => state === "active");
    setLabels((before) => [...active, ...before.filter(({ id }) => !changed.has(id))]);
  };

  const answer = async (how: "accept" | "reject", wishes: LabelInput[], keys: readonly string[] = []) => {
    const rows = await send(() => options.add({ answer: how, labels: wishes }));
    if (!rows) return;
    put(rows);
    setAnswered((before) => new Set([...before, ...keys]));
    setLast({ done: how === "accept" ? "labelled" : "rejected", labels: rows, keys });
    // By hand it may have answered a proposal, or hidden what another rested on.
    if (keys.length === 0) setAsked((n) => n + 1);
  };
  const remove = async (ids: string[]) => {
    const rows = await send(() => options.remove({ ids }));
    if (!rows) return;
    put(rows);
    setLast({ done: "removed", labels: rows, keys: [] });
    setAsked((n) => n + 1);
  };
  const undo = async () => {
    if (!last || isBusy) return;
    const ids = last.labels.map(({ id }) => id);
    // A rejection is taken back by taking its row away: it is a question again.
    const back = async () => {
      if (last.done !== "rejected")
        return last.done === "removed" ? options.restore({ ids }) : options.remove({ ids });
      const restored = await options.restore({ ids });
      return restored.ok ? options.remove({ ids }) : restored;
    };
    const rows = await send(back);
    if (!rows) return;
    put(rows);
    setLast(null);
    setAnswered((before) => new Set([...before].filter((key) => !last.keys.includes(key))));
    setAsked((n) => n + 1);
  };
  return {
    ...{ labels, answered, last, isBusy, asked, answer, remove, undo },
    problem:
      failure && Object.keys(failure.fields).length === 0 ? failure.detail : (failure?.fields.labels ?? null),
    fields: fieldsOf(failure?.fields ?? {}),
  };
}

/** `labels.0.text` is the form's `text`. */
function fieldsOf(fields: Record<string, string>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, words]) => [path.split(".").at(-1) ?? path, words]),
  );
}
