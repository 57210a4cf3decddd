import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../boot/build.ts";
import { ROOT } from "../boot/paths.ts";

type CruiseResult = {
  modules: unknown[];
  summary: { violations: { rule: { name: string }; from: string; to: string; cycle?: { name: string }[] }[] };
};

export type Arrows = { modules: number; violations: { rule: string; text: string }[] };

/** Reads the modules under the given folders of `root` and judges their imports by `.dependency-cruiser.mjs`. */
export async function judgeArrows(options: { root: string; folders: string[] }): Promise<Arrows> {
  const cli = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const config = path.join(ROOT, ".dependency-cruiser.mjs");
  const outFile = path.join(mkdtempSync(path.join(tmpdir(), "arrows-")), "result.json");
  try {
    const args = [
      cli,
      "--config",
      config,
      "--output-type",
      "json",
      "--output-to",
      outFile,
      ...options.folders,
    ];
    const { output } = await runCommand(process.execPath, args, { cwd: options.root });
    const result = await import(outFile, { with: { type: "json" } }).then(
      (module) => module.default as CruiseResult,
      () => {
        throw new Error(`dependency-cruiser gave no result:\n${output.trim()}`);
      },
    );
    return {
      modules: result.modules.length,
      violations: result.summary.violations.map(({ rule, from, to, cycle }) => ({
        rule: rule.name,
        text: `${rule.name}: ${from} → ${cycle ? cycle.map((step) => step.name).join(" → ") : to}`,
      })),
    };
  } finally {
    rmSync(path.dirname(outFile), { recursive: true, force: true });
  }
}

/** Imports that must never pass, each with the rule that has to catch it. */
export const PLANTED: readonly { rule: string; file: string; code: string }[] = [
  { rule: "forecast-knows-no-node", file: "lib/forecast/a.ts", code: 'import "node:fs";' },
  { rule: "forecast-is-pure", file: "lib/forecast/b.ts", code: 'import "#lib/platform/db.ts";' },
  {
    rule: "components-never-serve",
    file: "components/a.tsx",
    code: 'import "#lib/features/runs/server.ts";',
  },
  {
    rule: "neural-in-trainers-only",
    file: "lib/features/runs/jobs.ts",
    code: 'import "#lib/forecast/neural/index.ts";',
  },
  {
    rule: "order-canvas",
    file: "lib/features/canvas/server.ts",
    code: 'import "#lib/features/runs/server.ts";',
  },
  {
    rule: "features-use-doors",
    file: "lib/features/roi/server.ts",
    code: 'import "#lib/features/runs/repository.ts";',
  },
  { rule: "pages-use-doors", file: "app/page.tsx", code: 'import "#lib/features/runs/repository.ts";' },
  { rule: "lib-looks-down", file: "lib/platform/up.ts", code: 'import "#components/a.tsx";' },
  {
    rule: "browser-code-reaches-no-server",
    file: "lib/features/datasets/index.ts",
    code: 'import "./rules.ts";',
  },
  { rule: "no-cycles", file: "lib/jobs/a.ts", code: 'import "./b.ts";' },
];

const SCENERY: Record<string, string> = {
  "package.json": JSON.stringify({
    type: "module",
    imports: { "#lib/*": "./lib/*", "#components/*": "./components/*", "#app/*": "./app/*" },
  }),
  "lib/platform/db.ts": "export const db = 1;",
  "lib/features/runs/server.ts": "export const run = 1;",
  "lib/features/runs/repository.ts": "export const rows = 1;",
  "lib/forecast/neural/index.ts": "export const net = 1;",
  "lib/features/datasets/rules.ts": 'import "#lib/platform/db.ts";',
  "lib/jobs/b.ts": 'import "./a.ts";',
};

/**
 * Plants one forbidden import for each rule in a tree of its own and names the rules that let theirs pass.
 * A checker that reads no modules says "no violations" too, which is what this is for.
 */
export async function uncaughtPlants(): Promise<string[]> {
  const root = mkdtempSync(path.join(tmpdir(), "planted-"));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), `${text}\n`);
  };
  try {
    for (const [file, text] of Object.entries(SCENERY)) write(file, text);
    for (const { file, code } of PLANTED) write(file, code);
    const { violations } = await judgeArrows({ root, folders: ["app", "components", "lib"] });
    const caught = new Set(violations.map((violation) => violation.rule));
    return PLANTED.filter((plant) => !caught.has(plant.rule)).map((plant) => `${plant.rule} (${plant.file})`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
