import Link from "next/link";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import {
  computeRoi,
  irrInWords,
  type MeasuredSaving,
  paybackInWords,
  type RoiInputs,
  type RoiResult,
  type UnitCosts,
} from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";

export interface CaseColumn {
  id: string | null;
  name: string;
  isBase: boolean;
  isOpen: boolean;
  href: string;
  /** As counted: with what was measured in place of what is assumed. */
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  measured: MeasuredSaving | null;
}

interface Row {
  name: string;
  note: string;
  value: (inputs: RoiInputs, result: RoiResult | null) => string;
  tone?: (result: RoiResult) => "text-ok" | "text-bad" | null;
}

/** The cases side by side; a case's name opens it. */
export function CasesTable({ cases, currency }: { cases: readonly CaseColumn[]; currency: string }) {
  const counted = cases.map((column) => ({
    ...column,
    result: computeRoi(column.inputs, column.unitCosts),
  }));
  return (
    <Table label="Cases side by side" className="w-auto! max-w-full">
      <thead>
        <tr>
          <Th>
            <span className="sr-only">Figure</span>
          </Th>
          {counted.map(({ id, name, href, isBase, isOpen, measured }) => (
            <Th key={id ?? "first"} numeric className={cx("px-3 min-w-28 max-w-44", isOpen && "bg-accent2")}>
              <Link
                href={href}
                scroll={false}
                aria-current={isOpen ? "true" : undefined}
                className={cx("link [overflow-wrap:anywhere]", isOpen && "text-ink font-semibold")}
              >
                {name}
              </Link>
              <span className="block font-normal">
                {isBase ? "the plan" : ""}
                {isBase && measured ? ", " : ""}
                {measured ? `run ${measured.run}` : ""}
              </span>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(currency).map((row) => (
          <tr key={row.name}>
            <th
              scope="row"
              className="text-left font-normal align-top border-b border-line py-1.5 pr-8 max-md:pr-3 max-md:min-w-28"
            >
              {row.name} <span className="block text-secondary text-ink3 max-md:sr-only">{row.note}</span>
            </th>
            {counted.map(({ id, isOpen, inputs, result }) => (
              <Td
                key={id ?? "first"}
                numeric
                className={cx("px-3", isOpen && "bg-accent2 font-semibold", result && row.tone?.(result))}
              >
                {row.value(inputs, result)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function rowsOf(currency: string): Row[] {
  const whole = (value: number | undefined) => formatMoney(value, currency, 0);
  const percent = (value: number | null) => (value === null ? "–" : formatPercent(value / 100, 0));
  return [
    {
      name: "Saving",
      note: "on today's cost",
      value: ({ savingPercent }) => percent(savingPercent),
    },
    {
      name: "Adoption",
      note: "and ramp",
      value: ({ adoptionPercent, rampMonths }) =>
        `${percent(adoptionPercent)}, ${formatNumber(rampMonths)} mo`,
    },
    { name: "Benefit", note: "a year, when whole", value: (_, result) => whole(result?.benefitAYear) },
    { name: "Build and data", note: "once", value: (_, result) => whole(result?.costOnce) },
    { name: "Running", note: "a year, with upkeep", value: (_, result) => whole(result?.costAYear) },
    {
      name: "NPV",
      note: "over its years, at its rate",
      value: (_, result) => (result ? formatSignedMoney(result.npv, currency, 0) : "not whole"),
      tone: ({ npv }) => (npv > 0 ? "text-ok" : npv < 0 ? "text-bad" : null),
    },
    { name: "IRR", note: "a year", value: (_, result) => (result ? irrInWords(result) : "–") },
    {
      name: "Payback",
      note: "not discounted",
      value: (inputs, result) => (result ? paybackInWords(result, inputs) : "–"),
    },
    {
      name: "Break-even saving",
      note: "for an NPV of 0",
      value: (_, result) =>
        result && result.breakEvenSaving !== null ? formatPercent(result.breakEvenSaving) : "–",
    },
  ];
}
