import type { Contract, ContractColumn } from "./contract.ts";
import type { YamlValue } from "./yaml.ts";

type Entry = { [key: string]: YamlValue };

/**
 * A contract after the Open Data Contract Standard 3.1.0 (Bitol, LF AI & Data; https://bitol-io.github.io/open-data-contract-standard/).
 * What the standard has no word for stands in `customProperties`.
 */
export function odcsOf(contract: Contract): Entry {
  const { dataset, version, terms, history } = contract;
  const time = (ms: number) => (history.isPosition ? String(ms) : new Date(ms).toISOString());
  return {
    apiVersion: "v3.1.0",
    kind: "DataContract",
    id: dataset.id,
    name: dataset.name,
    version: `${version.number}.0.0`,
    status: "active",
    dataProduct: dataset.project,
    description: {
      ...given("purpose", terms.purpose),
      ...given("limitations", terms.limitations),
      usage: "Training and judging forecasts",
    },
    schema: [
      {
        name: objectName(dataset.name),
        businessName: dataset.name,
        logicalType: "object",
        physicalType: "file",
        dataGranularityDescription: contract.grain,
        properties: contract.columns.map((column, i) => propertyOf(column, keyPosition(contract, i))),
        quality: qualityOf(contract),
      },
    ],
    ...(terms.owner || terms.contact
      ? {
          team: {
            members: [
              {
                username: terms.contact || terms.owner,
                ...given("name", terms.owner),
                role: "owner",
              },
            ],
          },
        }
      : {}),
    slaProperties: [
      ...(terms.delayDays === null
        ? []
        : [{ property: "latency", value: terms.delayDays, unit: "d", description: "Promised by the owner" }]),
      { property: "frequency", value: contract.frequency, description: "As pandas writes it" },
      ...(contract.keep.keepDays === null
        ? []
        : [{ property: "retention", value: contract.keep.keepDays, unit: "d" }]),
    ],
    customProperties: [
      custom("measuredDelayDays", contract.measuredDelayDays),
      custom("measuredMissingShare", round(contract.missingShare)),
      custom("historyFrom", time(history.firstTime)),
      custom("historyTo", time(history.lastTime)),
      custom("rows", version.rows),
      custom("series", version.series),
      custom("versionDigest", version.digest),
    ],
    contractCreatedTs: new Date(version.createdAt).toISOString(),
  };
}

const given = (key: string, text: string): Entry => (text ? { [key]: text } : {});
const custom = (property: string, value: YamlValue): Entry => ({ property, value });
const round = (share: number) => Number(share.toPrecision(6));

/** Names of objects are plain words. */
const objectName = (name: string) =>
  name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase() || "data";

/** Series and time tell rows apart, in this order; 0 for what does not. */
function keyPosition(contract: Contract, index: number): number {
  const keys = contract.columns.filter((column) => column.role === "series" || column.role === "time");
  return keys.indexOf(contract.columns[index] as ContractColumn) + 1;
}

function propertyOf(column: ContractColumn, position: number): Entry {
  const { range } = column;
  const isNumber = column.type === "number" || column.type === "integer";
  return {
    name: column.name,
    logicalType: column.type,
    ...given("description", column.meaning),
    ...(position > 0 ? { primaryKey: true, primaryKeyPosition: position } : {}),
    required: column.isRequired,
    ...(column.categories.length > 0 ? { examples: column.categories.slice(0, 5) } : {}),
    customProperties: [
      custom("role", column.role),
      ...(column.unit ? [custom("unit", column.unit)] : []),
      custom("measuredMissingShare", round(column.missingShare)),
      ...(range && isNumber
        ? [custom("measuredMinimum", range.minimum), custom("measuredMaximum", range.maximum)]
        : []),
    ],
  };
}

function qualityOf(contract: Contract): Entry[] {
  const keys = contract.columns.filter((column) => column.role === "series" || column.role === "time");
  return [
    ...(keys.length > 0
      ? [
          {
            metric: "duplicateValues",
            mustBe: 0,
            unit: "rows",
            severity: "error",
            dimension: "uniqueness",
            description: "One row a series and period",
            arguments: { properties: keys.map((column) => column.name) },
          },
        ]
      : []),
    ...contract.checks.map(({ title, severity, expectation }): Entry => {
      if (expectation.kind === "filled") {
        return {
          metric: "nullValues",
          mustBeLessOrEqualTo: expectation.mostPercent,
          unit: "percent",
          severity,
          dimension: "completeness",
          description: title,
          arguments: { property: expectation.column },
        };
      }
      return { type: "text", description: title, severity };
    }),
  ];
}
