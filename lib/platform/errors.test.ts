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

  // As Prisma 7 wraps an INSERT on a full disk, seen on PostgreSQL 18: P2039 with PostgreSQL's code in meta.
  const wrapped = (originalCode: string) =>
    Object.assign(new Error("Database error"), {
      code: "P2039",
      meta: { modelName: "User", driverAdapterError: { cause: { kind: "postgres", originalCode } } },
    });

  it.each([
    ["53100", /disk of the database is full, so nothing was saved/],
    ["57P03", /database cannot be reached/],
  ])("finds PostgreSQL's code %s inside Prisma's error", (code, words) => {
    const problem = explain(wrapped(code));
    expect(problem.status).toBe(503);
    expect(problem.detail).toMatch(words);
  });

  it("takes a constraint for what it is", () => {
    expect(explain(wrapped("23505")).status).toBe(500);
  });
});
