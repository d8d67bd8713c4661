import { expect, test } from "vitest";
import { countRunTimePackages } from "./run-time-packages.ts";

test("workspaces, their links and development packages are not counted as installed at run time", () => {
  const packages = {
    "": {},
    "packages/protocol": {},
    "node_modules/@opencashier/protocol": { link: true },
    "node_modules/vitest": { dev: true, hasInstallScript: true },
    "node_modules/fastify": {},
    "node_modules/node": { hasInstallScript: true },
    "node_modules/fastify/node_modules/pino": {},
  };
  expect(countRunTimePackages({ packages })).toEqual({ count: 3, withScripts: ["node"] });
});
