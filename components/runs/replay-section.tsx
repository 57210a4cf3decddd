import Link from "next/link";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { Comparison } from "#lib/features/runs/index.ts";
import type { ActionResult } from "#lib/platform/action.ts";
import type { RunPlace, RunStatus } from "#lib/platform/prisma/enums.ts";
import { comparisonSentence, rowsOf } from "./comparison-words.ts";
import { ReplayButton } from "./replay-button.tsx";
import { ReplayWatch } from "./replay-watch.tsx";
import { runtimeWords } from "./runtime-words.ts";

interface Props {
  run: {
    number: number;
    place: RunPlace;
    replayOf: { number: number } | null;
    replay: { number: number; status: RunStatus } | null;
    comparison: Comparison | null;
  };
  /** The project's path. */
  base: string;
  /** Null for those who may not start a run. */
  replay: (() => Promise<ActionResult<{ number: number }>>) | null;
}

const REPLAY_ID = "replay";

/** In a run's head: what is known of the replay, leading to the section below. */
export function ReplayLink({ run }: Pick<Props, "run">) {
  const { place, replayOf, replay, comparison } = run;
  if (place === "server" && !replayOf) return null;
  const found = comparison ? comparisonSentence(comparison) : null;
  const words = found
    ? found.agrees
      ? "The server and the browser gave the same numbers"
      : "The server and the browser differ"
    : replayOf
      ? `Repeats run ${replayOf.number}, which a browser trained`
      : replay
        ? `Run ${replay.number} repeats it on the server`
        : "Not yet repeated on the server";
  return (
    <a href={`#${REPLAY_ID}`} className="text-accent hover:underline">
      {words}
    </a>
  );
}

/** Whether the server repeats what a browser trained: the button, how far it is, and what was found. */
export function ReplaySection({ run, base, replay }: Props) {
  const { place, replayOf, comparison } = run;
  if (place === "server" && !replayOf) return null;
  const link = (number: number) => (
    <Link href={`${base}/runs/${number}`} className="text-accent hover:underline">
      Run {number}
    </Link>
  );
  const other = replayOf ?? run.replay;
  const aside = other ? (
    <>
      {link(other.number)}
      {replayOf ? ", in a browser, has the numbers that this run repeats" : " repeated it on the server"}
    </>
  ) : (
    "Not repeated yet"
  );
  return (
    <Section
      title={<span id={REPLAY_ID}>The same numbers on the server</span>}
      aside={comparison ? aside : null}
    >
      {comparison ? (
        <Found comparison={comparison} />
      ) : replayOf ? (
        <p className="text-ink2">It repeats {link(replayOf.number)}. The comparison follows in a moment.</p>
      ) : (
        <Waiting run={run} base={base} replay={replay} />
      )}
      {!comparison && replayOf ? <ReplayWatch base={base} number={run.number} /> : null}
    </Section>
  );
}

const EXPLANATION =
  "The server can train the same data, settings and seed again and compare every number with what the browser sent.";

function Waiting({ run, base, replay }: Props) {
  const button = replay ? <ReplayButton replay={replay} /> : null;
  const repeated = run.replay;
  if (!repeated) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="text-ink2 max-w-[75ch]">{EXPLANATION}</p>
        {button}
      </div>
    );
  }
  if (repeated.status === "failed" || repeated.status === "cancelled") {
    const end = repeated.status === "failed" ? "failed" : "was cancelled";
    return (
      <Notice tone="stale" title={`Run ${repeated.number}, the replay, ${end}`} action={button}>
        Nothing was compared. {EXPLANATION}
      </Notice>
    );
  }
  return (
    <p className="text-ink2">
      <Link href={`${base}/runs/${repeated.number}`} className="text-accent hover:underline">
        Run {repeated.number}
      </Link>{" "}
      repeats it on the server; <ReplayWatch base={base} number={repeated.number} />.
    </p>
  );
}

function Found({ comparison }: { comparison: Comparison }) {
  const { agrees, words } = comparisonSentence(comparison);
  const { original, replay } = comparison.runtimes;
  const differs = !comparison.overall.identical;
  return (
    <>
      <Notice tone={agrees ? "ok" : "bad"} title={words}>
        Every quantile of every forecast was compared; a difference counts over the larger of the two values
        and the series' mean.
      </Notice>
      <div className={differs ? "mt-3" : "mt-3 max-w-[52rem]"}>
        <Table label="Differences by model">
          <thead>
            <tr>
              <Th>Model</Th>
              <Th numeric wide>
                Values
              </Th>
              <Th numeric>Largest difference</Th>
              <Th numeric className="whitespace-nowrap">
                Beyond 1e-4
              </Th>
              {differs ? <Th wide>Where it is largest: in the browser and on the server</Th> : null}
            </tr>
          </thead>
          <tbody>
            {rowsOf(comparison).map((row) => (
              <tr key={row.model}>
                <Td className="font-semibold">{row.model}</Td>
                <Td numeric wide>
                  {row.values}
                </Td>
                <Td numeric>{row.largest}</Td>
                <Td numeric>{row.above}</Td>
                {differs ? (
                  <Td wide className="text-secondary text-ink2">
                    {row.worst}
                  </Td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <p className="text-secondary text-ink3 mt-2">
        First {runtimeWords("browser", original)}; then {runtimeWords("server", replay)}.
      </p>
    </>
  );
}
