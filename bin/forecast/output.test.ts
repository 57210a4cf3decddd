import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "./input-error.ts";
import { writeWhole } from "./output.ts";

const folder = mkdtempSync(path.join(tmpdir(), "output-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("writeWhole", () => {
  it("leaves a whole file, and no half one", async () => {
    await writeWhole(path.join(folder, "a.csv"), ["one\n", "two\n"]);
    expect(readFileSync(path.join(folder, "a.csv"), "utf8")).toBe("one\ntwo\n");
    expect(readdirSync(folder).filter((name) => name.endsWith(".half"))).toEqual([]);
  });

  it("leaves what stood there when a line cannot be made", async () => {
    const file = path.join(folder, "b.csv");
    writeFileSync(file, "before");
    function* lines() {
      yield "x".repeat(2 << 20);
      throw new Error("no more");
    }
    await expect(writeWhole(file, lines())).rejects.toThrow("no more");
    expect(readFileSync(file, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.endsWith(".half"))).toEqual([]);
  });

  it("says in a sentence where it may not write", async () => {
    await expect(writeWhole(path.join(folder, "nowhere/c.csv"), [])).rejects.toThrow(InputError);
  });

  it.skipIf(process.platform === "win32")(
    "ends at a signal in the middle of writing, and leaves nothing behind",
    { timeout: 20_000 },
    async () => {
      const script = path.join(folder, "endless.ts");
      const output = pathToFileURL(path.resolve("bin/forecast/output.ts")).href;
      writeFileSync(
        script,
        `import { writeWhole } from ${JSON.stringify(output)};
         function* lines() { let said = false; for (;;) { yield "x".repeat(1000) + "\\n"; if (!said) { said = true; console.log("writing"); } } }
         await writeWhole(${JSON.stringify(path.join(folder, "d.csv"))}, lines());`,
      );
      const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      child.kill("SIGINT");
      const code = await new Promise((resolve) => child.once("exit", resolve));
      expect(code).toBe(130);
      expect(readdirSync(folder).filter((name) => name.startsWith("d.csv"))).toEqual([]);
    },
  );
});
