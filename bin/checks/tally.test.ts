import { describe, expect, it } from "vitest";
import { tallyPlaywright, tallyVitest } from "./tally.ts";

describe("counting", () => {
  it("counts a file that could not be loaded as a failure, never as nothing", () => {
    const tally = tallyVitest(
      {
        testResults: [
          { name: "/r/a.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] },
          {
            name: "/r/b.test.ts",
            status: "failed",
            message: "",
            assertionResults: [
              { fullName: "adds", status: "passed", failureMessages: [] },
              { fullName: "divides", status: "failed", failureMessages: ["expected 1"] },
              { fullName: "later", status: "skipped", failureMessages: [] },
            ],
          },
        ],
      },
      "/r",
    );
    expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
    expect(tally.failures[1]).toContain("b.test.ts: divides");
  });

  it("reads Playwright's nested suites and errors outside of tests", () => {
    const test = (status: string) => ({ status, results: [{ error: { message: "no button" } }] });
    const tally = tallyPlaywright({
      errors: [{ message: "no config" }],
      suites: [
        {
          title: "a.spec.ts",
          specs: [{ title: "opens", tests: [test("expected")] }],
          suites: [{ title: "inner", specs: [{ title: "saves", tests: [test("unexpected")] }] }],
        },
      ],
    });
    expect(tally).toMatchObject({ passed: 1, failed: 2 });
    expect(tally.failures[1]).toContain("a.spec.ts › inner › saves");
  });
});
