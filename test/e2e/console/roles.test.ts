import { type ConsoleRole, consoleRoles } from "@opencashier/protocol/console";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { menu } from "../../../apps/console/src/app/menu.ts";
import { desktop, phone, visit } from "../../support/browser.ts";
import { owner, setUpOwner, useConsoleDemo } from "./console-demo.ts";

/*
 * What each role sees. That the gateway refuses the rest to whoever asks without the page is shown by the isolation suite of the
 * console API.
 */
const roles = Object.keys(consoleRoles) as ConsoleRole[];
const languages = [
  ["English", "en-US", { refund: "Refund", cancel: "Cancel payment" }],
  ["Chinese", "zh-CN", { refund: "退款", cancel: "取消支付" }],
] as const;

const at = useConsoleDemo();
let paid: string;
const invitations = new Map<ConsoleRole, string>();

beforeAll(async () => {
  paid = (await at.demo.pay("ORDER-ROLES")).paymentSessionId;
  const { page, context } = await visit(at.browser, { viewport: desktop });
  await setUpOwner(page, at.demo);
  for (const role of roles) invitations.set(role, await invite(page, role));
  await context.close();
}, 60_000);

/** On the members page, as an owner does it. */
async function invite(page: Page, role: ConsoleRole): Promise<string> {
  await page.goto(`${at.demo.url}/console/${at.demo.clientId}/members`);
  await page.getByLabel("Email").fill(emailOf(role));
  await page.getByRole("combobox", { name: "Role" }).first().click();
  await page.getByRole("option", { name: role, exact: true }).click();
  await page.getByRole("button", { name: "Invite" }).click();
  const link = page.getByText(/\/console\/invitation#/).first();
  await link.waitFor();
  return /http\S+\/console\/invitation#[\w-]+/.exec(await link.innerText())?.[0] ?? "";
}

const emailOf = (role: ConsoleRole): string => `${role}@shop.example`;

async function enter(page: Page, role: ConsoleRole, isNew: boolean): Promise<void> {
  if (isNew) {
    await page.goto(invitations.get(role) ?? "");
    await page.locator('input[name="name"]').fill(`The ${role}`);
  } else {
    await page.goto(`${at.demo.url}/console`);
    await page.locator('input[name="email"]').fill(emailOf(role));
  }
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(/\/home$/);
}

describe.each(roles)("%s", (role) => {
  const held: readonly string[] = consoleRoles[role];

  test.each(languages)(
    "is shown in %s what the role allows, and asks for nothing else",
    async (language, locale, words) => {
      const viewport = language === "English" ? desktop : phone;
      const { page, context, complaints } = await visit(at.browser, { viewport, locale });
      const refused: string[] = [];
      page.on("response", (response) => {
        if (response.status() >= 400 && !response.url().endsWith("/me"))
          refused.push(`${response.status()} ${response.url()}`);
      });
      await enter(page, role, language === "English");
      const allowed = menu.filter(({ needs }) => held.includes(needs)).map(({ path }) => path);
      for (const path of [...allowed, `payments/${paid}`]) {
        await page.goto(`${at.demo.url}/console/${at.demo.clientId}/${path}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle");
      }
      const links = page.locator(`nav a[href^="/console/${at.demo.clientId}/"]`);
      const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")?.split("/")[3]));
      expect(shown).toEqual(allowed);
      const has = async (name: string): Promise<boolean> =>
        (await page.getByRole("button", { name, exact: true }).count()) > 0;
      expect([await has(words.refund), await has(words.cancel)]).toEqual([
        held.includes("payments.refund"),
        held.includes("payments.cancel"),
      ]);
      expect({ refused, complaints }).toEqual({ refused: [], complaints: [] });
      await context.close();
    },
  );
});
