"use client";

import { useState, useSyncExternalStore, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { DecisionKind } from "#lib/platform/prisma/enums.ts";

export interface FormChoice {
  value: string;
  kind: DecisionKind;
  model: string | null;
  label: string;
  /** What it would save, or what follows from it. */
  hint: string;
  isOverride: boolean;
}

export interface DecisionFormProps {
  runNumber: number;
  verdictId: string | null;
  /** The verdict's sentence, repeated where a choice goes against it. */
  verdictSentence: string | null;
  choices: readonly FormChoice[];
  personName: string;
  /** Made by the server for this form: however often it is sent, it records one decision. */
  clientKey: string;
  record: (input: unknown) => Promise<Recorded>;
}

type Recorded =
  | { ok: true; value: { id: string } }
  | { ok: false; problem: { detail: string; fields?: Record<string, string> } };

const never = () => () => {};

/** Decides on a run, with a reason; against the verdict only under one's own name. */
export function DecisionForm(props: DecisionFormProps) {
  const { choices, runNumber, personName, verdictSentence } = props;
  const [value, setValue] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [signature, setSignature] = useState("");
  const [problem, setProblem] = useState<{ detail: string; fields?: Record<string, string> } | null>(null);
  // The first one is kept: a page that redraws while an answer is lost must not make the next press another decision.
  const [clientKey] = useState(props.clientKey);
  const [isDone, setDone] = useState(false);
  const [isPending, startTransition] = useTransition();
  // Until the script is there a press would leave the page instead of recording.
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const choice = choices.find((one) => one.value === value);

  const submit = () =>
    startTransition(async () => {
      if (!choice) {
        const message = "Choose what is decided.";
        setProblem({ detail: message, fields: { kind: message } });
        return;
      }
      const result = await props
        .record({
          runNumber,
          kind: choice.kind,
          model: choice.model,
          reason,
          verdictId: props.verdictId,
          signature: choice.isOverride ? signature : "",
          clientKey,
        })
        .catch(() => ({
          ok: false as const,
          problem: { detail: "The server did not answer. Press again: it will not be recorded twice." },
        }));
      if (result.ok) setDone(true);
      setProblem(result.ok ? null : result.problem);
    });

  if (isDone) {
    return (
      <Notice tone="ok" title={`Recorded: ${choice?.label ?? ""}`}>
        It is kept for ever, with the verdict and the expected saving of this moment.
      </Notice>
    );
  }
  const fields = problem?.fields ?? {};
  const isElsewhere = problem && !fields.kind && !fields.reason && !fields.signature && !fields.model;
  return (
    <form
      className="flex flex-col gap-4 max-w-[40rem]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) submit();
      }}
    >
      <Fieldset legend="Decision" error={fields.kind ?? fields.model}>
        {choices.map((one) => (
          <Checkbox
            key={one.value}
            type="radio"
            name="decision"
            value={one.value}
            checked={one.value === value}
            onChange={() => setValue(one.value)}
            label={one.label}
            hint={one.hint}
          />
        ))}
      </Fieldset>
      <Field
        label="Reason"
        hint="What speaks for it, in words that a colleague understands in a year. At least 10 characters."
        error={fields.reason}
        required
      >
        <Textarea name="reason" value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {choice?.isOverride ? (
        <Notice tone="stale" title="This goes against the verdict">
          <p>
            {verdictSentence ??
              "This run has no verdict, so nothing says that a model pays. Unit costs in the canvas give it one."}
          </p>
          <Field
            label={`Sign with your name, ${personName}`}
            error={fields.signature}
            className="mt-3 max-w-80"
            required
          >
            <Input
              name="signature"
              autoComplete="off"
              value={signature}
              onChange={(event) => setSignature(event.target.value)}
            />
          </Field>
        </Notice>
      ) : null}
      {isElsewhere ? (
        <Notice tone="bad" title="Nothing was recorded">
          {problem.detail}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" disabled={!isReady} busy={isPending && "Recording"}>
          Record the decision
        </Button>
      </div>
    </form>
  );
}
