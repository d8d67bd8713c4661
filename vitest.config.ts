import { defineConfig } from "vitest/config";

// Forks rather than threads: tests start servers, send signals and set exit codes, and a crash stays in one worker.
// Nothing is isolated between files, so a worker loads each module once; no test may leave anything behind.
// Every core runs a worker: the default leaves one free, which on a machine of two halves the speed.
const everyCore = { maxWorkers: "100%", sequence: { groupOrder: 0 } };
const withPostgres = { globalSetup: ["test/support/global-setup.ts"] };

export default defineConfig({
  test: {
    pool: "forks",
    isolate: false,
    testTimeout: 15_000,
    hookTimeout: 60_000,
    projects: [
      {
        // The repository's own rules. No database, so that `npm run check` starts none.
        test: { ...everyCore, name: "tools", include: ["tools/*.test.ts"], testTimeout: 60_000 },
      },
      {
        test: {
          ...everyCore,
          ...withPostgres,
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/*/src/**/*.test.ts",
            "test/**/*.test.ts",
            "bench/src/**/*.test.ts",
          ],
          exclude: ["test/battery/**", "test/e2e/**"],
        },
      },
      {
        // Real pages in a real browser, each file with a browser and a gateway of its own: no more than two, wherever it runs.
        test: {
          ...withPostgres,
          name: "browser",
          include: ["test/e2e/**/*.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Whole gateways, killed and raced: one file at a time, after everything else, so that nothing disturbs them.
        test: {
          ...withPostgres,
          name: "battery",
          include: ["test/battery/**/*.test.ts"],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
