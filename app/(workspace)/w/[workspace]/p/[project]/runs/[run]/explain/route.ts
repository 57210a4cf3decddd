import {
  askAgain,
  askInputs,
  askWhatIf,
  ExplainRequestSchema,
  getExplanation,
  getExplanations,
} from "#lib/features/runs/server.ts";
import { timeInWords } from "#lib/features/verdict/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

const HEADERS = { "cache-control": "private, no-store" };

/** Why a run forecasts what it does, for one series and model; or one question by `?id=`. Asks for what is not there yet. */
export const GET = route(async (request: Request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  if (typeof query.id === "string") {
    const asked = await getExplanation(actor, Number(run), query.id);
    return Response.json(withLabels(asked), { headers: HEADERS });
  }
  const found = await getExplanations(actor, Number(run), query);
  return Response.json({ ...found, series: withLabels(found.series) }, { headers: HEADERS });
});

/** Asks what if, or for an answer that is missing; answers under which id it will stand. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place);
  const asked = await readJson(request, ExplainRequestSchema);
  const number = Number(run);
  const id =
    "changes" in asked
      ? await askWhatIf(actor, number, asked)
      : "again" in asked
        ? await askAgain(actor, number, asked.again)
        : await askInputs(actor, number);
  return Response.json({ id }, { headers: HEADERS });
});

/** Periods as people read them, beside the times. */
function withLabels<T extends { answer: object | null }>(asked: T) {
  const { answer } = asked;
  if (answer === null || !("times" in answer)) return asked;
  const { times, frequency } = answer as unknown as {
    times: number[];
    frequency: Parameters<typeof timeInWords>[1];
  };
  return { ...asked, labels: times.map((time) => timeInWords(time, frequency)) };
}
