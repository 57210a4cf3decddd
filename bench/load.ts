import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildPanel, type LongCovariate, type Panel, parseFrequency } from "#lib/forecast/index.ts";

/** The folder of benchmark data: `FORECAST_DATA`, or the folder beside the checkout. */
export function dataFile(name: string): string | null {
  const path = resolve(process.env.FORECAST_DATA ?? "../shared/data", name);
  return existsSync(path) ? path : null;
}

function readColumns(path: string): Map<string, string[]> {
  const bytes = readFileSync(path);
  const lines = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trimEnd().split(/\r?\n/);
  const names = (lines[0] ?? "").split(",");
  const columns = names.map((): string[] => []);
  for (let i = 1; i < lines.length; i += 1) {
    const cells = (lines[i] as string).split(",");
    for (let c = 0; c < names.length; c += 1) columns[c]?.push(cells[c] ?? "");
  }
  return new Map(names.map((name, c) => [name, columns[c] as string[]]));
}

function encode(values: readonly string[]): { codes: Int32Array; names: string[] } {
  const index = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    const known = index.get(value);
    if (known !== undefined) return known;
    index.set(value, index.size);
    return index.size - 1;
  });
  return { codes, names: [...index.keys()] };
}

/** Reads a clean long CSV of our own (no quotes). Not the product's ingestion. */
export function loadLong(options: {
  path: string;
  frequency: string;
  knownAhead?: readonly string[];
  constant?: readonly string[];
}): Panel {
  const columns = readColumns(options.path);
  const get = (name: string) => columns.get(name) ?? [];
  const series = encode(get("unique_id"));
  const covariates: LongCovariate[] = [];
  for (const name of options.knownAhead ?? []) {
    covariates.push({
      name,
      availability: "known_ahead",
      kind: "numeric",
      values: Float64Array.from(get(name), Number),
    });
  }
  for (const name of options.constant ?? []) {
    const { codes, names } = encode(get(name));
    covariates.push({
      name,
      availability: "static",
      kind: "categorical",
      values: Float64Array.from(codes),
      categories: names,
    });
  }
  const integer = options.frequency === "int";
  return buildPanel({
    ids: series.names,
    seriesOfRow: series.codes,
    times: Float64Array.from(get("ds"), integer ? Number : parseTime),
    values: Float64Array.from(get("y"), (text) => (text === "" ? Number.NaN : Number(text))),
    frequency: parseFrequency(options.frequency),
    covariates,
  });
}

/** "2014-01-02" or "2011-01-01 05:00:00", both in UTC. */
function parseTime(text: string): number {
  return Date.parse(text.length > 10 ? `${text.replace(" ", "T")}Z` : `${text}T00:00:00Z`);
}

/** Daily pasta sales with promotions known ahead and the brand as a constant. */
export function loadPasta(): Panel {
  const path = dataFile("pasta.csv.gz") ?? resolve("prisma/seed/data/pasta.csv.gz");
  return loadLong({ path, frequency: "D", knownAhead: ["promo"], constant: ["brand"] });
}
