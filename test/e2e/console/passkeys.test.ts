import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { desktop, findAxeViolations, takePicture, type Visit, visit } from "../../support/browser.ts";
import { owner, setUpOwner, useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();
let current: Visit;
let page: Page;

beforeAll(async () => {
  current = await visit(at.browser, { viewport: desktop });
  ({ page } = current);
  await addAuthenticator();
  await setUpOwner(page, at.demo);
});

/** Chromium's own, which confirms whatever it is asked as if a finger lay on it. */
async function addAuthenticator(): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

const signOut = async (): Promise<void> => {
  await page.getByRole("button", { name: "My account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
};

test("a member adds a passkey, gets recovery codes, and signs in with it and nothing else", async () => {
  await page.goto(`${at.demo.url}/console/account`);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Work laptop");
  await dialog.getByLabel("Current password").fill(owner.password);
  await takePicture(page, "console-passkey-dialog");
  expect(await findAxeViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText(/Recovery codes/).waitFor();
  await page.getByRole("row").filter({ hasText: "Work laptop" }).waitFor();
  await takePicture(page, "console-passkeys");
  expect(await findAxeViolations(page)).toEqual([]);
  await signOut();
  await takePicture(page, "console-sign-in-passkey");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Home" }).waitFor();
  expect(page.url()).toMatch(/\/home$/);
});

test("the password alone no longer does, and the page says what does", async () => {
  await signOut();
  await page.locator('input[name="email"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('button[type="submit"]').click();
  const told = page.getByText(/sign in with one, or enter a recovery code/);
  await told.waitFor();
  expect(await page.locator('input[name="code"]').count()).toBe(1);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(/\/home$/);
});

test("a passkey that was removed opens nothing", async () => {
  await page.goto(`${at.demo.url}/console/account`);
  await page.getByRole("button", { name: "Remove: Work laptop" }).click();
  await page.getByRole("dialog").getByLabel("Current password").fill(owner.password);
  await page.getByRole("dialog").getByRole("button", { name: "Remove the passkey" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await signOut();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  const told = page.getByText("This passkey is not known here.");
  await told.waitFor();
  expect(await told.count()).toBe(1);
  expect(current.complaints).toEqual([]);
});
