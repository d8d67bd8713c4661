// Who may import whom. tools/structure.test.ts plants a breach of every rule here and sees it reported.

// Lowest first: each imports itself and what stands before it. The last three are files and the command above all.
const gatewayLayers = [
  "kernel",
  "config",
  "db",
  "clock",
  "merchants",
  "notifications",
  "acquirers",
  "risk",
  "sessions",
  "payments",
  "refunds",
  "ledger",
  "settlement",
  "checkout-api",
  "console-api",
  "http",
  "jobs",
  "wiring",
  "compose.ts",
  "main.ts",
  "cli",
];

const gateway = "^apps/gateway/src/";
// A test may reach over the fences, to look behind them or to build the whole gateway.
const testFiles = "\\.test\\.ts$";

const patternOf = (layer) =>
  layer.endsWith(".ts") ? `${gateway}${layer.replace(".", "\\.")}$` : `${gateway}${layer}/`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const layerRules = gatewayLayers
  .slice(0, -1)
  .map((layer, position) =>
    forbid(
      "layers-point-down",
      `${layer} may import itself and: ${gatewayLayers.slice(0, position).join(", ") || "nothing"}`,
      { path: patternOf(layer), pathNot: testFiles },
      { path: gatewayLayers.slice(position + 1).map(patternOf) },
    ),
  );

export default {
  forbidden: [
    ...layerRules,
    forbid(
      "layers-are-listed",
      "every folder of the gateway has its place in the list of layers",
      { path: gateway, pathNot: [...gatewayLayers.map(patternOf), testFiles] },
      {},
    ),
    forbid(
      "through-index",
      "a folder of the gateway is imported through its index.ts",
      { path: `${gateway}([^/]+)`, pathNot: testFiles },
      { path: `${gateway}[^/]+/`, pathNot: [`${gateway}$1/`, `${gateway}[^/]+/index\\.ts$`] },
    ),
    forbid(
      "fastify-in-http-only",
      "only http/ knows which HTTP library there is",
      { path: gateway, pathNot: [`${gateway}http/`, testFiles] },
      { path: ["^fastify", "node_modules/(@fastify/|fastify/)", "^@fastify/"] },
    ),
    forbid(
      "database-in-db-only",
      "only db/ knows which databases and query builder there are",
      { path: gateway, pathNot: [`${gateway}db/`, testFiles] },
      { path: ["^(kysely|pg|node:sqlite)(/|$)", "node_modules/(kysely|pg)/"] },
    ),
    forbid(
      "packages-know-no-app",
      "packages are published without the apps",
      { path: "^packages/" },
      { path: "^apps/" },
    ),
    forbid(
      "protocol-stands-alone",
      "the wire contract imports nothing of this repository",
      { path: "^packages/protocol/" },
      { path: "^packages/", pathNot: "^packages/protocol/" },
    ),
    forbid(
      "packages-through-index",
      "a package is imported by its name, so through its index.ts",
      { path: "^(apps|packages)/([^/]+)/", pathNot: testFiles },
      {
        path: "^packages/[^/]+/src/",
        pathNot: ["^$1/$2/", "^packages/[^/]+/src/((checkout|console|console/check)/)?index\\.ts$"],
      },
    ),
    forbid(
      "nothing-shipped-imports-tests",
      "what is shipped works without tests and tools",
      { path: "^(apps|packages)/", pathNot: testFiles },
      { path: ["^(test|tools|bench)/", testFiles] },
    ),
    forbid("no-circles", "no circular import, of types neither", {}, { circular: true }),
    forbid("no-dangling-imports", "every import leads somewhere", {}, { couldNotResolve: true }),
  ],
  options: {
    // TypeScript 7 has no API for dependency-cruiser to read .ts with; without swc it would see no file and no fault.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(node_modules/\\.bin|^(packages/checkout|apps/console)/dist/)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".mts", ".mjs", ".js", ".json"],
    },
  },
};
