import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { desktop, findAxeViolations, phone, takePicture, type Visit, visit } from "../../support/browser.ts";
import { owner, setUpOwner, useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();
let current: Visit;
let page: Page;

beforeAll(async () => {
  current = await visit(at.browser, { viewport: desktop });
  ({ page } = current);
  await setUpOwner(page, at.demo);
  await page.goto(`${at.demo.url}/console/${at.demo.clientId}/members`);
});

test("an owner makes a role, invites somebody into it, and that member sees what it holds", async () => {
  await page.getByRole("button", { name: "New role" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Refund desk");
  await dialog.getByLabel("See payments and their timelines").check();
  await dialog.getByLabel("Refund payments").check();
  await takePicture(page, "console-role-dialog");
  expect(await findAxeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("row").filter({ hasText: "Refund desk" }).waitFor();
  await takePicture(page, "console-roles");

  await page.getByLabel("Email").fill("desk@shop.example");
  await page.getByRole("combobox", { name: "Role" }).first().click();
  await page.getByRole("option", { name: "Refund desk" }).click();
  await page.getByRole("button", { name: "Invite" }).click();
  const link = page.getByText(/\/console\/invitation#/).first();
  await link.waitFor();

  const invited = await visit(at.browser, { viewport: phone });
  await invited.page.goto((await link.innerText()).trim());
  await invited.page.locator('input[name="name"]').fill("Desk");
  await invited.page.locator('input[name="password"]').fill(owner.password);
  await invited.page.locator('button[type="submit"]').click();
  await invited.page.waitForURL(/\/home$/);
  await invited.page.getByRole("button", { name: "Menu" }).click();
  const shown = await invited.page.locator(`nav a[href^="/console/${at.demo.clientId}/"]`).allInnerTexts();
  expect(shown).toEqual(["Home", "Payments"]);
  await invited.context.close();
});

test("a role that somebody holds cannot be removed, and the page says why", async () => {
  await page.getByRole("button", { name: "Remove: Refund desk" }).click();
  const told = page.getByText(/1 members and open invitations hold this role/);
  await told.waitFor();
  expect(await page.getByRole("row").filter({ hasText: "Refund desk" }).count()).toBeGreaterThan(0);
  expect(current.complaints).toEqual([]);
});
