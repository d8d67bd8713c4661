import { consoleRoutes } from "@opencashier/protocol/console";
import { expect, test } from "vitest";
import { paths } from "./ask.ts";

test("the browser knows every route of the contract, as it is there", () => {
  const contract = Object.entries(consoleRoutes).map(([name, { method, path }]) => [name, `${method} ${path}`]);
  expect(paths).toEqual(Object.fromEntries(contract));
});
