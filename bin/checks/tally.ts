export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

export const EMPTY: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function addTallies(...tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, it) => ({
      passed: sum.passed + it.passed,
      failed: sum.failed + it.failed,
      skipped: sum.skipped + it.skipped,
      failures: [...sum.failures, ...it.failures],
    }),
    EMPTY,
  );
}

export type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

/** Counts vitest's JSON report. A file that could not even be loaded counts as one failure. */
export function tallyVitest(report: VitestReport, root: string): Tally {
  const tallies = report.testResults.map((file): Tally => {
    const name = file.name.replace(`${root}/`, "");
    const failures = file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => `${name}: ${test.fullName}\n${indent(test.failureMessages.join("\n"))}`);
    const passed = file.assertionResults.filter((test) => test.status === "passed").length;
    if (file.status === "failed" && failures.length === 0) failures.push(`${name}\n${indent(file.message)}`);
    const skipped = file.assertionResults.filter(
      (test) => !["passed", "failed"].includes(test.status),
    ).length;
    return { passed, failed: failures.length, skipped, failures };
  });
  return addTallies(...tallies);
}

type PlaywrightSuite = {
  title: string;
  file?: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    tests: { status: string; results: { error?: { message?: string }; errors?: { message?: string }[] }[] }[];
  }[];
};
export type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] };

/** Counts Playwright's JSON report; a flaky test has passed in the end but is named. */
export function tallyPlaywright(report: PlaywrightReport): Tally {
  const visit = (suite: PlaywrightSuite, trail: string[]): Tally => {
    const here = [...trail, suite.title].filter((title) => title !== "");
    const own = (suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test): Tally => {
        const name = [...here, spec.title].join(" › ");
        if (test.status === "skipped") return { ...EMPTY, skipped: 1 };
        if (test.status === "expected" || test.status === "flaky") return { ...EMPTY, passed: 1 };
        const why = test.results.at(-1)?.error?.message ?? "it failed without a message";
        return { ...EMPTY, failed: 1, failures: [`${name}\n${indent(why)}`] };
      }),
    );
    return addTallies(...own, ...(suite.suites ?? []).map((child) => visit(child, here)));
  };
  const global = report.errors.map(
    (error): Tally => ({
      ...EMPTY,
      failed: 1,
      failures: [`browser tests: ${error.message ?? "unknown error"}`],
    }),
  );
  return addTallies(...global, ...report.suites.map((suite) => visit(suite, [])));
}

/** Enough of a message to understand it, without colours. */
export function indent(text: string, maxLines = 30): string {
  const clean = text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "").trim();
  const lines = clean.split("\n");
  const shown = lines.slice(0, maxLines).map((line) => `    ${line}`);
  if (lines.length > maxLines) shown.push(`    … ${lines.length - maxLines} more lines`);
  return shown.join("\n");
}
