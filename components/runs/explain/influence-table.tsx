import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { InputsAnswer } from "#lib/features/runs/explain/index.ts";
import { formatPercent } from "#lib/format/index.ts";
import { groupName, meanOf, spansOf } from "./words.ts";

const COLUMNS = 5;
/** Shares from which a cell is darker; the number stands in it in any case. */
const STEPS = [0.02, 0.1, 0.25] as const;
const SHADES = ["", "bg-f95", "bg-f80", "bg-f50"] as const;

/** What moves the forecast at each step ahead: a small heat table whose cells are its numbers. */
export function InfluenceTable({ answer }: { answer: InputsAnswer }) {
  const horizon = answer.influence[0]?.bySteps.length ?? 0;
  const spans = spansOf(horizon, COLUMNS);
  return (
    <Table label="What moves the forecast, by steps ahead">
      <thead>
        <tr>
          <Th>Steps ahead</Th>
          {spans.map(({ name }) => (
            <Th key={name} numeric className="whitespace-nowrap px-1.5!">
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer.influence.map((row) => (
          <tr key={groupName(row)}>
            <Th scope="row" className="font-normal! text-ink! text-body!">
              {groupName(row)}
            </Th>
            {spans.map((span) => {
              const share = meanOf(row.bySteps, span);
              return (
                <Td key={span.name} numeric className={cx("px-1.5!", SHADES[shadeOf(share)])}>
                  {formatPercent(share, 0)}
                </Td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function shadeOf(share: number | null): number {
  return STEPS.filter((step) => share !== null && share >= step).length;
}
