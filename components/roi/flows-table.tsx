import { Table, Td, Th } from "#components/ui/table.tsx";
import type { MonthlyFlow } from "#lib/features/roi/index.ts";
import { formatMoney, formatSignedMoney } from "#lib/format/index.ts";

/** The numbers behind the chart, a month a row. */
export function FlowsTable({
  flows,
  currency,
  startMonth,
}: {
  flows: readonly MonthlyFlow[];
  currency: string;
  /** "2027-01" gives the months their dates. */
  startMonth: string | null;
}) {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer list-none text-accent text-secondary py-1 hover:underline [&::-webkit-details-marker]:hidden">
        Monthly flows as a table
      </summary>
      <div className="max-h-96 overflow-y-auto mt-2">
        <Table label="Monthly flows">
          <thead>
            <tr>
              <Th numeric>Month</Th>
              <Th numeric>Benefit</Th>
              <Th numeric>Cost</Th>
              <Th numeric wide>
                Net
              </Th>
              <Th numeric>Sum so far</Th>
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => (
              <tr key={flow.month}>
                <Td numeric>
                  {startMonth ? `${flow.month}, ${monthAfter(startMonth, flow.month)}` : flow.month}
                </Td>
                <Td numeric>{formatMoney(flow.benefit, currency, 0)}</Td>
                <Td numeric>{formatMoney(flow.cost, currency, 0)}</Td>
                <Td numeric wide>
                  {formatSignedMoney(flow.net, currency, 0)}
                </Td>
                <Td numeric>{formatMoney(flow.cumulative, currency, 0)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

function monthAfter(start: string, months: number): string {
  const [year = 2000, month = 1] = start.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}
