// The arrows of the house. Run by `npm test`, which also sees that modules were read at all and that a planted
// forbidden import (bin/checks/planted) is caught.
const FEATURES = [
  "audit",
  "workspaces",
  "canvas",
  "datasets",
  "runs",
  "roi",
  "verdict",
  "evidence",
  "opportunities",
  "models",
  "serving",
  "monitoring",
  "decisions",
];
const TEST = "\\.test\\.tsx?$";
const TEST_OR_HELPER = `${TEST}|/testing/`;

// A door of a feature for browsers: its index, or the index of a part that has its own weight (yjs).
const INDEX = ["^lib/features/[^/]+/index\\.ts$", "^lib/features/[^/]+/[^/]+/index\\.ts$"];
// The check of rights stands beside the server door: behind that one is the sign-in, which a worker must not load.
const AUTHORISE = "workspaces/authorise\\.ts$";

const error = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const featureOrder = FEATURES.slice(0, -1).map((feature, i) =>
  error(
    `order-${feature}`,
    "A feature imports only features before it; the other way an event flows.",
    { path: `^lib/features/${feature}/`, pathNot: TEST_OR_HELPER },
    { path: `^lib/features/(${FEATURES.slice(i + 1).join("|")})/` },
  ),
);

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    error("no-cycles", "Two modules that need each other are one module.", {}, { circular: true }),
    error(
      "resolvable",
      "An import that leads nowhere.",
      {},
      { couldNotResolve: true, pathNot: "^server-only$" },
    ),
    error(
      "forecast-is-pure",
      "The engine imports nothing of ours and nothing of Node.",
      { path: "^lib/forecast/", pathNot: TEST_OR_HELPER },
      { path: "^(app|components|bin|bench|prisma|lib/(?!forecast/))" },
    ),
    error(
      "forecast-knows-no-node",
      "The engine runs in browsers too.",
      { path: "^lib/forecast/", pathNot: TEST_OR_HELPER },
      { dependencyTypes: ["core"] },
    ),
    error(
      "forecast-needs-no-package",
      "Only the networks use one, TensorFlow.js, and the table of public holidays.",
      { path: "^lib/forecast/(?!neural/|calendar/countries)", pathNot: TEST_OR_HELPER },
      { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer"] },
    ),
    error(
      "holidays-stay-on-the-server",
      "The holidays of the world are heavy: a browser gets a panel that has them.",
      { path: INDEX },
      { path: "^lib/forecast/calendar/countries\\.ts$", reachable: true },
    ),
    error(
      "neural-in-trainers-only",
      "Only a trainer loads TensorFlow.js; a page or a service must not.",
      {
        path: "^(app|components|lib)/",
        pathNot: `^lib/forecast/|^lib/processes/(trainer|tf-)|${TEST_OR_HELPER}`,
      },
      // The list of families is plain words and numbers.
      { path: "^lib/forecast/neural/", pathNot: "^lib/forecast/neural/families\\.ts$" },
    ),
    error(
      "components-never-serve",
      "Components see a feature through its index only.",
      { path: "^components/", pathNot: TEST_OR_HELPER },
      { path: "^lib/features/[^/]+/", pathNot: INDEX },
    ),
    error(
      "components-know-no-rooms-above-or-below",
      "Components stand between the pages and the features.",
      { path: "^components/", pathNot: TEST_OR_HELPER },
      { path: "^(app|bin|bench|prisma|lib/(jobs|processes))/" },
    ),
    error(
      "browser-code-reaches-no-server",
      "What an index leads to is sent to browsers.",
      { path: INDEX },
      {
        path: "/(server|repository|jobs)\\.ts$|^lib/platform/(db|env|log)\\.ts$|^lib/jobs/",
        reachable: true,
      },
    ),
    error(
      "pages-use-doors",
      "Pages enter a feature by its index or server.",
      { path: "^app/", pathNot: TEST_OR_HELPER },
      { path: "^lib/features/[^/]+/", pathNot: "^lib/features/[^/]+/(index|server)\\.ts$" },
    ),
    error(
      "pages-leave-the-engine-room",
      "Pages ask services; they neither run the engine nor write to the queue.",
      { path: "^app/", pathNot: TEST_OR_HELPER },
      { path: "^lib/(forecast|jobs|processes)/" },
    ),
    error(
      "features-use-doors",
      "One feature enters another by its index or server.",
      { path: "^lib/features/([^/]+)/", pathNot: TEST_OR_HELPER },
      {
        path: "^lib/features/[^/]+/",
        pathNot: ["^lib/features/$1/", "^lib/features/[^/]+/(index|server)\\.ts$", AUTHORISE],
      },
    ),
    ...featureOrder,
    error(
      "lib-looks-down",
      "lib knows neither pages nor components.",
      { path: "^lib/" },
      { path: "^(app|components)/" },
    ),
    error(
      "platform-and-jobs-know-no-feature",
      "The ground floor carries the features and does not know them.",
      { path: "^lib/(platform|jobs)/", pathNot: TEST_OR_HELPER },
      { path: "^lib/(features|processes|forecast)/" },
    ),
    error(
      "platform-knows-no-jobs",
      "The queue stands on the platform.",
      { path: "^lib/platform/", pathNot: TEST_OR_HELPER },
      { path: "^lib/jobs/" },
    ),
    error(
      "processes-are-entries",
      "Entry points wire things together; nothing imports them.",
      { path: "^(app|components|lib/(features|jobs|platform|forecast))/" },
      { path: "^lib/processes/" },
    ),
    error(
      "product-ships-alone",
      "The product needs neither its tests nor its benchmarks nor its start script.",
      { path: "^(app|components|lib)/", pathNot: TEST_OR_HELPER },
      { path: `^(bin|bench|e2e)/|${TEST_OR_HELPER}` },
    ),
    error("tests-are-leaves", "Nothing imports a test.", {}, { path: TEST }),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules|^lib/platform/prisma/" },
    // AssemblyScript has decorators and types that TypeScript has not; its imports reach nothing but itself.
    exclude: { path: "^\\.next/|^lib/forecast/kernels/assembly/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mts", ".mjs", ".js", ".jsx", ".json", ".d.ts"],
      mainFields: ["module", "main", "types"],
    },
  },
};
