/**
 * The first script to arrive, and small. While the form is still on its way it meets the page, opens the session and asks for
 * the buyer's language; the form then finds all of it begun (main.tsx).
 */
import { connectGateway, type Gateway, openEarly } from "./gateway.ts";
import type { Connected } from "./host.ts";
import { connectToPage } from "./host-frame.ts";
import { connectToOwnPage } from "./host-page.ts";
import { loadTexts } from "./languages.ts";

export const isOwnPage: boolean = document.documentElement.dataset["mode"] === "page";

export type Started = {
  readonly connected: Connected;
  /** For the session that the page began with. */
  readonly gateway: Gateway;
};

/** Pending for as long as the page stays silent. */
export const started: Promise<Started> = start();

async function start(): Promise<Started> {
  const connected = isOwnPage ? connectToOwnPage() : await connectToPage();
  const { init, pageOrigin } = connected;
  // Whoever uses the language asks again and hears of a failure.
  loadTexts(init.locale)?.catch(() => undefined);
  return { connected, gateway: openEarly(connectGateway({ sessionData: init.sessionData, pageOrigin })) };
}
