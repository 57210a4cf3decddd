import { describe, expect, it } from "vitest";
import { beforeWords, type LookRow, sinceWords, summariseLooks } from "./summary.ts";

const HOUR = 3_600_000;
const row = (runNumber: number, userId: string, hour: number, via: LookRow["via"] = "page"): LookRow => ({
  ...{ runNumber, userId, via, name: userId.toUpperCase() },
  ...{ at: hour * HOUR + 1, hour: new Date(hour * HOUR).toISOString().slice(0, 13) },
});

describe("looks at untouched folds", () => {
  it("count people, runs and hours, before this run was asked for and of this run since", () => {
    const rows = [
      row(4, "ann", 1),
      row(4, "ann", 1, "series"),
      row(4, "bob", 2),
      row(7, "ann", 3),
      row(9, "ann", 11),
      row(9, "bob", 11, "table"),
      // Another run, after this one was asked for: that is the other one's affair.
      row(10, "bob", 12),
    ];
    const looks = summariseLooks(rows, { number: 9, askedAt: 10 * HOUR });
    expect(looks.before).toEqual({ count: 3, people: 2, runs: [4, 7] });
    expect(looks.since).toEqual({ count: 2, people: 2, runs: [9] });
    expect(looks.list[0]).toMatchObject({ runNumber: 9, name: "ANN", via: "page" });
    expect(looks.list).toHaveLength(6);
    expect(beforeWords(looks)).toBe("Looked at 3 times before the choice, by 2 people, in runs 4 and 7.");
    expect(sinceWords(looks)).toBe("Opened twice since, by 2 people.");
  });

  it("say so where there were none", () => {
    const none = summariseLooks([], { number: 1, askedAt: 0 });
    expect(beforeWords(none)).toBe("Nobody had looked at these periods before this run was asked for.");
    expect(sinceWords(none)).toBe("Not opened since.");
  });
});
