import { html } from "./html.ts";
import { toDocument } from "./layout.ts";

export const missingDocument = (): string =>
  toDocument({
    title: "Sandbox: no such page",
    accent: "ink",
    heading: "OpenCashier sandbox",
    body: html`<p class="status">There is no such page, or it is over.</p>
<p>Go back to the shop and start again from there.</p>`,
  });
