import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { MeasuredRow } from "./measured.ts";

const TONES = { ok: "text-ok", bad: "text-bad" };

export function MeasuredTable({ rows }: { rows: readonly MeasuredRow[] }) {
  return (
    <Table label="Assumed and measured">
      <thead>
        <tr>
          <Th>Input</Th>
          <Th numeric>Assumed</Th>
          <Th numeric>Measured</Th>
          <Th numeric wide>
            Difference
          </Th>
          <Th className="pl-5 max-lg:hidden">Source of the measurement</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.input}>
            <Td>{row.input}</Td>
            <Td numeric>{row.assumed}</Td>
            <Td numeric className="font-semibold">
              {row.measured}
            </Td>
            <Td numeric wide className={cx(row.tone && TONES[row.tone])}>
              {row.difference}
            </Td>
            <Td className="pl-5 text-secondary text-ink2 max-lg:hidden">{row.source}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
