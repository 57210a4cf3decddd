import { numberOf, textOf } from "#components/roi/number-text.ts";
import { ANSWERS, type ClaimProposal, type ClaimView, measureOf } from "#lib/features/evidence/index.ts";

/** What stands in the form's fields: all of it text, as typed. */
export interface ClaimValues {
  text: string;
  measure: string;
  comparison: string;
  threshold: string;
  subject: string;
  pinnedTo: string;
}

export const NO_CLAIM: ClaimValues = {
  text: "",
  measure: "",
  comparison: "",
  threshold: "",
  subject: "",
  pinnedTo: "",
};

export function valuesOfClaim(claim: ClaimView): ClaimValues {
  return {
    text: claim.text,
    measure: claim.measure ?? "",
    comparison: claim.comparison ?? "",
    threshold: textOf(claim.threshold),
    subject: claim.subject,
    pinnedTo: claim.pinnedTo ?? "",
  };
}

/** The form after another measure was chosen: how such a claim usually goes, and nothing of the measure before. */
export function withMeasure(
  values: ClaimValues,
  measure: string,
  covariates: readonly string[],
): ClaimValues {
  const { text } = values;
  if (measure === "") return { ...NO_CLAIM, text };
  const facts = measureOf(measure as ClaimProposal["measure"]);
  return {
    text,
    measure,
    comparison: facts.usual,
    threshold: facts.unit === "answer" ? String(ANSWERS[1].value) : "",
    subject: facts.needsSubject ? (covariates[0] ?? "") : "",
    pinnedTo: "",
  };
}

type Read =
  | { ok: true; input: Record<string, string | number | null> }
  | { ok: false; fields: Record<string, string> };

/** What is sent; a number that is none is refused at its field, and everything else is judged by the server. */
export function readClaim(values: ClaimValues): Read {
  const threshold = numberOf(values.threshold);
  if (!threshold.ok) return { ok: false, fields: { threshold: threshold.message } };
  return {
    ok: true,
    input: {
      text: values.text,
      measure: values.measure || null,
      comparison: values.comparison || null,
      threshold: threshold.value,
      subject: values.subject,
      pinnedTo: values.pinnedTo || null,
    },
  };
}
