import { randomUUID } from "node:crypto";
import { DecisionForm, type FormChoice } from "#components/decisions/decision-form.tsx";
import { DecisionList } from "#components/decisions/decision-lines.tsx";
import { Section } from "#components/ui/section.tsx";
import { type ChoiceView, savingInWords } from "#lib/features/decisions/index.ts";
import { getDecisionOptions, listDecisions } from "#lib/features/decisions/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { recordDecisionAction } from "./actions.ts";

/** The end of a run's page: what was decided on it, and the form for those who may decide. */
export async function DecidePanel({ actor, runNumber }: { actor: ProjectActor; runNumber: number }) {
  const [options, decisions] = await Promise.all([
    getDecisionOptions(actor, runNumber),
    listDecisions(actor, { runNumber }),
  ]);
  if (!options.isFinished) return null;
  const params = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  return (
    <div id="decide">
      <Section title="Decide" aside="Kept for ever, with the verdict of the moment">
        {decisions.length > 0 ? (
          <div className="max-w-[40rem] mb-4">
            <DecisionList decisions={decisions} />
          </div>
        ) : null}
        {may(actor.role, "decide") ? (
          <DecisionForm
            runNumber={runNumber}
            verdictId={options.verdictId}
            verdictSentence={options.verdictSentence}
            choices={options.choices.map(toFormChoice)}
            personName={actor.userName}
            clientKey={randomUUID()}
            record={recordDecisionAction.bind(null, params)}
          />
        ) : (
          <p className="text-ink2">
            {decisions.length === 0 ? "Nothing is decided on this run yet. " : ""}
            An owner or a product owner records the decision.
          </p>
        )}
      </Section>
    </div>
  );
}

function toFormChoice(choice: ChoiceView): FormChoice {
  const { value, kind, model, label, isOverride } = choice;
  return { value, kind, model, label, isOverride, hint: hintOf(choice) };
}

function hintOf({ kind, isRecommended, expected, isOverride }: ChoiceView): string {
  if (kind === "try_again") return "The evidence is not enough: another run, more data, other features.";
  if (kind === "stop")
    return isOverride ? "Against the verdict; needs your signature." : "The use case ends here.";
  const parts = [
    isRecommended
      ? "What the verdict recommends"
      : isOverride
        ? "Against the verdict; needs your signature"
        : "",
  ];
  if (expected && expected.saving !== 0) {
    const { amount, basis } = savingInWords(expected);
    parts.push(
      expected.saving > 0 ? `saves ${amount}, ${basis}` : `${amount.replace("−", "")} dearer, ${basis}`,
    );
  }
  const text = parts.filter(Boolean).join("; ");
  return text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : "Nothing to build or to keep up.";
}
