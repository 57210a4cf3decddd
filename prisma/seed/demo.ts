import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { demoCanvas, getCanvas, seedComments, writeCanvas } from "#lib/features/canvas/server.ts";
import { importFile } from "#lib/features/datasets/server.ts";
import { seedClaims } from "#lib/features/evidence/server.ts";
import {
  changeOpportunity,
  createLink,
  createOpportunity,
  listOpportunities,
} from "#lib/features/opportunities/server.ts";
import { getRoiCase, saveRoiCase } from "#lib/features/roi/server.ts";
import { listRuns, requestRun } from "#lib/features/runs/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { ensureDemoPeople } from "#lib/features/workspaces/server.ts";

const PASTA = fileURLToPath(new URL("./data/pasta.csv.gz", import.meta.url));

/**
 * Fills the demo: people, canvas, sales, and a training run that a worker takes up as soon as there is one. Every
 * step goes through the services that people use, and leaves alone what is there, so it may be run again.
 */
export async function seedDemo(say: (line: string) => void): Promise<void> {
  const people = await ensureDemoPeople();
  await seedCanvas(people.owner, {
    productOwnerId: people.product_owner.userId,
    dataScientistId: people.data_scientist.userId,
  });
  await seedOpportunities(people.product_owner);
  await seedRoi(people.product_owner);
  await seedClaims(people.product_owner);
  await seedComments(people, randomUUID);
  say("canvas, claims, comments, opportunities and ROI filled in");
  const version = await seedSales(people.data_scientist);
  say("pasta sales loaded: 118 items, 2014 to 2018");
  await seedRun(people.data_scientist, version.id);
  say("a training run is queued");
}

async function seedCanvas(
  owner: ProjectActor,
  people: { productOwnerId: string; dataScientistId: string },
): Promise<void> {
  const canvas = await getCanvas(owner);
  const isUntouched = canvas.every((block) => block.status === "empty");
  if (isUntouched) await writeCanvas(owner, demoCanvas(people));
}

/** Assumptions too; the first is the one that the canvas plans. No money is claimed: the ROI case holds what is assumed. */
async function seedOpportunities(productOwner: ProjectActor): Promise<void> {
  if ((await listOpportunities(productOwner)).length > 0) return;
  const { id } = await createOpportunity(productOwner, {
    name: "Order pasta per item and day",
    kind: "forecast",
    predictionRole: "help",
    todayMethod: "Same weekday last week, corrected by hand (assumed)",
    value: 4,
    feasibility: 4,
    dataReadiness: 5,
    risk: 2,
    note: "Five years of sales and promotions per item are there.",
  });
  await changeOpportunity(productOwner, id, { isChosen: true });
  const promotion = await createOpportunity(productOwner, {
    name: "Choose items for the next promotion",
    kind: "ranking",
    predictionRole: "help",
    whenNot: ["own_effect"],
    todayMethod: "The buyer and the brands agree (assumed)",
    value: 4,
    feasibility: 2,
    dataReadiness: 2,
    risk: 3,
    note: "Prices are not in the data, and what was not promoted was never tried.",
  });
  const shelves = await createOpportunity(productOwner, {
    name: "Find empty shelves in the sales",
    kind: "anomaly",
    predictionRole: "help",
    todayMethod: "The shop's manager walks by (assumed)",
    value: 3,
    feasibility: 3,
    dataReadiness: 1,
    risk: 2,
    note: "Stock-outs are not recorded: a zero may be no demand or an empty shelf.",
  });
  await createLink(productOwner, { fromId: promotion.id, toId: id, label: "promotion calendar" });
  await createLink(productOwner, { fromId: shelves.id, toId: id, label: "sales without gaps" });
}

/**
 * Assumptions, like the unit costs of the canvas, whose hidden costs it repeats: build 9,000 and labelling 1,800 once,
 * reviewing 2,600 and upkeep 2,400 a year. Only the volume is from the data: what the items sold in its last year,
 * 2018, rounded.
 */
async function seedRoi(productOwner: ProjectActor): Promise<void> {
  const { savedAt } = await getRoiCase(productOwner);
  if (savedAt !== null) return;
  await saveRoiCase(productOwner, {
    unitsAYear: 144_000,
    basis: "wape",
    wapePercent: 90,
    shortSharePercent: 50,
    savingPercent: 25,
    adoptionPercent: 90,
    otherBenefits: 0,
    buildCost: 9_000,
    // Where the canvas's hidden costs of the same amounts belong, so that taking them over counts nothing twice.
    labellingCost: 1_800,
    dataCost: 0,
    peopleCost: 2_600,
    runningCost: 0,
    retrainingCost: 2_400,
    upkeepCost: 0,
    years: 3,
    discountPercent: 8,
    rampMonths: 6,
  });
}

function seedSales(scientist: ProjectActor) {
  return importFile(scientist, {
    path: PASTA,
    fileName: "pasta.csv.gz",
    name: "Pasta sales",
    recipe: {
      delimiter: ",",
      decimalMark: "point",
      timeFormat: "iso",
      blankTarget: "refuse",
      frequency: "D",
      columns: [
        { name: "unique_id", role: "series" },
        { name: "ds", role: "time" },
        { name: "y", role: "target" },
        { name: "promo", role: "covariate", availability: "known_ahead", kind: "numeric" },
        { name: "brand", role: "covariate", availability: "static", kind: "categorical" },
      ],
    },
  });
}

async function seedRun(scientist: ProjectActor, datasetVersionId: string): Promise<void> {
  if ((await listRuns(scientist)).length > 0) return;
  await requestRun(scientist, {
    datasetVersionId,
    horizonSteps: 28,
    seasonLength: 7,
    selectionFolds: 3,
    testFolds: 2,
    models: ["naive", "seasonal_naive", "theta", "network"],
    network: { trainingSteps: 300, members: 2 },
    seed: 20_181_231,
    question: "Does a network with promotions beat last week's sales by enough to pay?",
    clientKey: "demo-first-run",
  });
}
