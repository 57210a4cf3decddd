import { Table, Td, Th } from "#components/ui/table.tsx";
import type { SplitView } from "#lib/features/datasets/split/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { formatTime } from "../words.ts";

const ROLES = { selection: "validation: chooses", test: "test: untouched", future: "ahead" } as const;

/** The folds of a split as numbers: the table behind the picture. */
export function FoldTable({ split }: { split: SplitView }) {
  const { frequency } = split;
  return (
    <Table label="Folds">
      <thead>
        <tr>
          <Th>Fold</Th>
          <Th>Part</Th>
          <Th>Learns up to</Th>
          <Th>Forecasts</Th>
          <Th numeric wide>
            Values learnt from
          </Th>
          <Th numeric wide>
            Values measured by
          </Th>
        </tr>
      </thead>
      <tbody>
        {split.folds.map((fold) => (
          <tr key={fold.name}>
            <Td>{fold.name}</Td>
            <Td>{ROLES[fold.role]}</Td>
            <Td>{formatTime(fold.seenTime, frequency)}</Td>
            <Td>
              {formatTime(fold.firstTime, frequency)} to {formatTime(fold.lastTime, frequency)}
            </Td>
            <Td numeric wide>
              {formatNumber(fold.learntFrom)}
            </Td>
            <Td numeric wide>
              {fold.role === "future" ? "–" : formatNumber(fold.measuredBy)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
