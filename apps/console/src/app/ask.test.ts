import { consoleDownloads, consoleRoutes } from "@opencashier/protocol/console";
import { expect, test } from "vitest";
import { filePaths, paths, toFileAddress } from "./ask.ts";

test("the browser knows every route of the contract, as it is there", () => {
  const contract = Object.entries(consoleRoutes).map(([name, { method, path }]) => [name, `${method} ${path}`]);
  expect(paths).toEqual(Object.fromEntries(contract));
});

test("the browser knows every file of the contract, and asks for what the list is filtered by", () => {
  const contract = Object.entries(consoleDownloads).map(([name, { path }]) => [name, path]);
  expect(filePaths).toEqual(Object.fromEntries(contract));
  expect(toFileAddress("payments", "A1", { status: "FAIL", q: undefined })).toMatch(
    /\/accounts\/A1\/payments\.csv\?status=FAIL$/,
  );
});
