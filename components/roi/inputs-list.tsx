import type { RoiInputs, UnitCosts } from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber } from "#lib/format/index.ts";

/** The inputs for somebody who may not change them. */
export function InputsList({
  inputs,
  unitCosts,
  currency,
}: {
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  currency: string;
}) {
  const money = (value: number | null | undefined) => formatMoney(value, currency);
  const percent = (value: number | null) =>
    value === null ? "–" : `${formatNumber(value, value % 1 ? 1 : 0)} %`;
  const rows: [string, string][] = [
    ["One unit short costs", money(unitCosts?.under)],
    ["One unit over costs", money(unitCosts?.over)],
    ["Units a year", formatNumber(inputs.unitsAYear)],
    ...(inputs.basis === "wape"
      ? ([
          ["WAPE of today's method", percent(inputs.wapePercent)],
          ["Of the error, units short", percent(inputs.shortSharePercent)],
        ] as [string, string][])
      : inputs.basis === "units"
        ? ([
            ["Units short a year", formatNumber(inputs.unitsShort)],
            ["Units over a year", formatNumber(inputs.unitsOver)],
          ] as [string, string][])
        : ([["Cost of today's errors a year", money(inputs.errorCost)]] as [string, string][])),
    ["Saving on today's cost", percent(inputs.savingPercent)],
    ["Adoption", percent(inputs.adoptionPercent)],
    ["Until it is whole", `${formatNumber(inputs.rampMonths)} months`],
    ["Other benefits a year", money(inputs.otherBenefits)],
    ["Labour saved a year", money(inputs.labourSaved)],
    ["Growth a year", percent(inputs.growthPercent)],
    ...inputs.buildRoles.map((role): [string, string] => [
      `Build: ${role.role}, ${formatNumber(role.days)} days`,
      money(role.days * role.dayRate),
    ]),
    [inputs.buildRoles.length > 0 ? "Build, besides the roles" : "Build, once", money(inputs.buildCost)],
    ["Data, once", money(inputs.dataCost)],
    ["Labelling, once", money(inputs.labellingCost)],
    ["Infrastructure a year", money(inputs.runningCost)],
    ["Licences a year", money(inputs.licenceCost)],
    ["People in the loop a year", money(inputs.peopleCost)],
    ["Retraining a year", money(inputs.retrainingCost)],
    ["Monitoring a year", money(inputs.monitoringCost)],
    ["Other upkeep a year", money(inputs.upkeepCost)],
    ["Years", formatNumber(inputs.years)],
    ["Discount rate a year", percent(inputs.discountPercent)],
  ];
  return (
    <>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
            <dt className="text-ink2">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-secondary text-ink3 mt-2">
        An owner, product owner or data scientist can change these.
      </p>
    </>
  );
}
