import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { profileSeries } from "#lib/features/datasets/explore/series-profile.ts";

interface Facts {
  season: number;
  values: number[];
  strength: { trend: number; season: number };
  change: number;
  quantiles: [number, number, number, number];
  deviation: number;
  adi: number;
  cv2: number;
}
const reference = JSON.parse(readFileSync(new URL("./references/profile.json", import.meta.url), "utf8")) as {
  series: Record<string, Facts>;
};

// bench/references/profile.py: statsmodels 0.14.5, numpy 2.4.6.
it.each(Object.entries(reference.series))("%s has statsmodels' strengths and numpy's figures", (_, facts) => {
  const profile = profileSeries(Float64Array.from(facts.values), { season: facts.season, unit: "D" });
  const [q25, median, q75, q95] = facts.quantiles;
  const expected = {
    ...{ q25, median, q75, q95, deviation: facts.deviation, adi: facts.adi, cv2: facts.cv2 },
    ...{ trend: facts.strength.trend, season: facts.strength.season, change: facts.change },
  };
  for (const [name, value] of Object.entries(expected)) {
    expect(profile[name as keyof typeof expected], name).toBeCloseTo(value, 9);
  }
});
