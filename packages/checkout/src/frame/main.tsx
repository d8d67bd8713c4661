import { render } from "preact";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has nothing to assign; the bundler makes a file of it
import "./styles/all.css";
import { type Checkout, createCheckout } from "./flow/checkout.ts";
import { connectGateway } from "./gateway.ts";
import type { Connected } from "./host.ts";
import { applyLook, followLanguage } from "./look.ts";
import { createModel, wishFocus } from "./model.ts";
import { reportChanges, reportFocus, reportSize } from "./reporting.ts";
import { isOwnPage, started } from "./start.ts";
import { useLanguage } from "./texts.ts";
import { App } from "./views/app.tsx";

async function main(root: HTMLElement): Promise<void> {
  const { connected, gateway } = await started;
  const { host, init, pageOrigin } = connected;
  applyLook(init);
  followLanguage();
  const connect = (sessionData: string) => connectGateway({ sessionData, pageOrigin });
  const model = createModel({ host, init, gateway, connect });
  const checkout = createCheckout(model);
  obeyPage(connected, checkout);
  // On a page of its own the skeleton shows at once; in a frame the entry's loader does.
  if (isOwnPage) render(<App checkout={checkout} />, root);
  await Promise.all([useLanguage(init.locale), checkout.start()]);
  if (!isOwnPage) render(<App checkout={checkout} />, root);
  reportSize(model, root);
  reportChanges(model);
  reportFocus(model);
  checkout.shown();
}

function obeyPage({ obey }: Connected, checkout: Checkout): void {
  obey({
    submit: checkout.submit,
    validate: checkout.validate,
    update: checkout.update,
    focus: () => wishFocus(checkout.model, "number"),
  });
}

const root = document.getElementById("app");
if (root) void main(root);
