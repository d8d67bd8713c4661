import { lateMinutes, type PageStatus, payerChoices, type PayerPage } from "../../acquirers/index.ts";
import { type Html, html } from "./html.ts";
import { toAmountText, toDocument } from "./layout.ts";

/** A wallet's, bank's, till's or transfer page: everything that can happen is one press away. */
export const payerDocument = (page: PayerPage): string =>
  toDocument({
    title: `${page.methodName}: pay ${page.merchantName}`,
    accent: accentOf(page.paymentMethodType),
    heading: page.methodName,
    body: html`<h1>${page.merchantName}</h1>
<p class="amount">${toAmountText(page.amount)}</p>
${page.status === "OPEN" ? openBody(page) : overBody(page)}`,
  });

/** After the payer has left without paying, on a device that shows no result. */
export const leftDocument = (page: PayerPage): string =>
  toDocument({
    title: `${page.methodName}: left`,
    accent: accentOf(page.paymentMethodType),
    heading: page.methodName,
    body: html`<p class="status">Nothing was paid. You can close this page, or scan the code again.</p>`,
  });

const openBody = (page: PayerPage): Html => html`${facts(page)}
<form method="post">
${bankChoice(page)}
<button class="primary" name="choice" value="approve">${approveLabels[page.kind]}</button>
<h2>Or something else happens</h2>
<div class="pair">${otherChoices.map((choice) => choiceButton(choice))}</div>
<h2>Or it takes time</h2>
<label for="minutes">Stays pending for</label>
<select id="minutes" name="minutes">${lateMinutes.map(
  (minutes) => html`<option value="${minutes}">${toDurationText(minutes)}</option>`,
)}</select>
<div class="pair">${lateChoices.map((choice) => choiceButton(choice))}</div>
</form>`;

const approveLabels: Readonly<Record<PayerPage["kind"], string>> = {
  wallet: "Pay",
  bank: "Log in and pay",
  transfer: "Transfer the money",
  till: "Pay at the till",
};

type Choice = { readonly name: string; readonly label: string };

const lateNames: readonly string[] = ["late", "late-refusal"];
const lateChoices: readonly Choice[] = payerChoices.filter(({ name }) => lateNames.includes(name));
const otherChoices: readonly Choice[] = payerChoices.filter(
  ({ name }) => name !== "approve" && !lateNames.includes(name),
);

const choiceButton = ({ name, label }: Choice): Html => html`<button name="choice" value="${name}">${label}</button>`;

function facts({ kind, number }: PayerPage): Html | undefined {
  if (kind === "till") return html`<dl><dt>Payment number</dt><dd>${number}</dd></dl>`;
  if (kind !== "transfer") return undefined;
  return html`<dl><dt>To</dt><dd>OpenCashier Sandbox Bank</dd><dt>Account</dt><dd>9900 ${number}</dd></dl>`;
}

function bankChoice({ banks, chosenBank }: PayerPage): Html | undefined {
  if (banks.length === 0) return undefined;
  const options = banks.map(({ bankIdentifierCode, name }) =>
    bankIdentifierCode === chosenBank
      ? html`<option value="${bankIdentifierCode}" selected>${name}</option>`
      : html`<option value="${bankIdentifierCode}">${name}</option>`,
  );
  return html`<label for="bank">Bank</label><select id="bank" name="bank">${options}</select>`;
}

function toDurationText(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = minutes / 60;
  if (hours < 24) return hours === 1 ? "1 hour" : `${hours} hours`;
  return hours === 24 ? "1 day" : `${hours / 24} days`;
}

const statusTexts: Readonly<Record<PageStatus, string>> = {
  OPEN: "Waiting for you.",
  PAID: "Paid.",
  REFUSED: "Not paid: it was refused or cancelled.",
  PENDING: "Accepted. The money arrives later.",
  EXPIRED: "This code has expired. Nothing was paid.",
};

const overBody = ({ status, merchantName, returnUrl, isScanned }: PayerPage): Html => html`
<p class="status ${status.toLowerCase()}">${statusTexts[status]}</p>
${
  isScanned
    ? html`<p>Go on where you scanned the code. You can close this page.</p>`
    : html`<a class="button primary" href="${returnUrl}">Back to ${merchantName}</a>`
}`;

const accents: Readonly<Record<string, string>> = {
  ALIPAY_CN: "sky",
  ALIPAY_HK: "sky",
  BLIK: "ink",
  BOOST: "red",
  CONNECT_WALLET: "sky",
  DANA: "sky",
  GCASH: "sky",
  GOPAY_ID: "green",
  GRABPAY_MY: "green",
  GRABPAY_PH: "green",
  GRABPAY_SG: "green",
  IDEAL: "pink",
  KAKAOPAY: "yellow",
  LINKAJA: "red",
  MAYA: "green",
  MOMO: "pink",
  NAVERPAY: "green",
  OVO: "violet",
  PAYNOW: "violet",
  PAYPAY: "red",
  PIX: "teal",
  SHOPEEPAY_ID: "orange",
  SHOPEEPAY_MY: "orange",
  SHOPEEPAY_PH: "orange",
  SHOPEEPAY_SG: "orange",
  SHOPEEPAY_TH: "orange",
  TNG: "sky",
  TRUEMONEY: "orange",
};

/** Close to the colour the method is known by; any method without one is the house's blue. */
const accentOf = (paymentMethodType: string): string => accents[paymentMethodType] ?? "house";
