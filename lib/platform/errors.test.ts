import { describe, expect, it } from "vitest";
import { AppError, toProblem } from "./errors.ts";
import { explain } from "./log.ts";

describe("a failure that a person sees", () => {
  it("keeps code, words, row and column of an expected one", () => {
    const problem = toProblem(
      new AppError("data_refused", { detail: "“12,5” is not a number.", row: 4211, column: "units" }),
    );
    expect(problem).toMatchObject({ status: 422, code: "data_refused", row: 4211, column: "units" });
    expect(problem.detail).toBe("“12,5” is not a number.");
  });

  it("hides the words of an unexpected one behind an id", () => {
    const problem = explain(new Error("password=hunter2"));
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain("hunter2");
    expect(problem.detail).toContain(problem.id);
  });

  it("says that the database is away when a cause further down is a refused connection", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(explain(new Error("query failed", { cause: refused })).code).toBe("unavailable");
  });
});
