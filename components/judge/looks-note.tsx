import Link from "next/link";
import { StateIcon } from "#components/ui/state-icon.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import {
  beforeWords,
  LOOK_WORDS,
  type LookView,
  sinceWords,
  sofarWords,
} from "#lib/features/verdict/index.ts";
import { formatDateTime } from "#lib/format/index.ts";

/** Who looked at the untouched periods, `own` being the run that this is about, and when: what is looked at often enough is no longer unread. */
export function LooksNote({ looks, base, own }: { looks: LookView; base: string; own: number | null }) {
  return (
    <details className="mt-3 text-secondary">
      <summary className="list-inside text-ink2">
        <StateIcon
          state={looks.before.count === 0 ? "supported" : "stale"}
          label=""
          size={12}
          className="inline-block mr-1 align-[-1px]"
        />
        {own === null ? sofarWords(looks) : `Untouched periods. ${beforeWords(looks)} ${sinceWords(looks)}`}
      </summary>
      <p className="mt-2 max-w-[75ch] text-ink2">
        Each look at what methods did on these periods may steer what is tried next, and the next run's result
        then flatters. A look is a person, a run and an hour. To have periods that nobody saw, add newer data.
      </p>
      {looks.list.length > 0 ? (
        <div className="mt-2 max-h-72 overflow-y-auto max-w-[44rem]">
          <Table label="Looks at the untouched periods">
            <thead>
              <tr>
                <Th>When</Th>
                <Th>Who</Th>
                <Th>What</Th>
                <Th>Run</Th>
              </tr>
            </thead>
            <tbody>
              {looks.list.map((look) => (
                <tr key={`${look.at}/${look.name}/${look.via}/${look.runNumber}`}>
                  <Td>{formatDateTime(look.at)}</Td>
                  <Td>{look.name}</Td>
                  <Td>{LOOK_WORDS[look.via]}</Td>
                  <Td>
                    {look.runNumber === own ? (
                      "this one"
                    ) : (
                      <Link className="link" href={`${base}/runs/${look.runNumber}`} prefetch={false}>
                        Run {look.runNumber}
                      </Link>
                    )}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
    </details>
  );
}
