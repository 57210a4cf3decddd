import { candidateName } from "../names.ts";

interface Chosen {
  chosen: { score: number | null; reason: string } | null;
  baseline: { model: string };
  tried: readonly { model: string; score: number | null }[];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Why this was chosen, in one or two sentences; the engine's own reason has keys in place of names. */
export function choiceWords(report: Chosen, shares: Readonly<Record<string, number>>): string {
  const { chosen, baseline, tried } = report;
  const name = candidateName(baseline.model);
  const members = Object.keys(shares).filter((key) => (shares[key] ?? 0) > 0);
  const others = tried.filter(({ model, score }) => model !== baseline.model && score !== null);
  const nearest = others.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
  if (!chosen)
    return `The data is too short to try anything on its past, so ${listOf(members.map(candidateName))} was taken without a trial.`;
  if (members.length === 1 && members[0] === baseline.model) {
    const next = nearest
      ? ` The nearest was ${candidateName(nearest.model)}, with ${percent((nearest.score ?? 1) - 1)} more error.`
      : "";
    return others.length > 0
      ? `Nothing was better than ${name} on the past, so ${name} stands.${next}`
      : `Only ${name} could be tried, so it stands.`;
  }
  const better = chosen.score === null ? "" : `: ${percent(1 - chosen.score)} less error than ${name}`;
  if (members.length === 1)
    return `${candidateName(members[0] as string)} erred least on the past${better}. No blend was better.`;
  const best = Math.min(...tried.flatMap(({ score }) => score ?? []));
  return `A blend of ${listOf(members.map(candidateName))} erred least on the past${better}; the best by itself had ${percent(1 - best)} less.`;
}
