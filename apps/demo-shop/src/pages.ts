import { formatAmount, markets, products, styles } from "./catalog.ts";
import { html, type Html } from "./html.ts";
import { capturedValue, type Order, refundedValue } from "./orders.ts";

const toPage = (title: string, body: Html, gatewayScript?: string): string =>
  html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Clay &amp; Co</title>
<link rel="stylesheet" href="/shop.css">
<header><a href="/">Clay &amp; Co</a><nav><a href="/orders">Orders</a></nav></header>
<main>${body}</main>
<footer>A demonstration. Nothing is sold here, and no money moves.</footer>
${gatewayScript !== undefined && html`<script src="${gatewayScript}"></script><script src="/checkout.js"></script>`}
</html>
`.markup;

export const basketPage = (): string =>
  toPage(
    "Basket",
    html`<h1>Your basket</h1>
<form method="post" action="/orders">
<ul class="products">${products.map(
      ({ id, name, about, minor }) => html`<li><div><strong>${name}</strong><small>${about}</small></div>
<span>${formatAmount({ currency: "SGD", value: String(minor) })}</span>
<label>Quantity of ${name}
<input type="number" name="${id}" min="0" max="9" value="${id === "mug" ? 2 : 0}"></label></li>`,
    )}</ul>
<label>Where are you?
<select name="market">${markets.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>
<fieldset><legend>How should the checkout look?</legend>${styles.map(
      ({ id, name, about }) =>
        html`<label class="radio"><input type="radio" name="style" value="${id}"${checkedIf(id === "element")}>
<span>${name}<small>${about}</small></span></label>`,
    )}</fieldset>
<fieldset><legend>Options</legend>
<label class="radio"><input type="checkbox" name="threeDS" value="1"><span>Ask for 3-D Secure</span></label>
<label class="radio"><input type="checkbox" name="manual" value="1">
<span>Capture later<small>Authorize now, take the money from the order page</small></span></label>
<label class="radio"><input type="checkbox" name="stay" value="1">
<span>Stay on the page after paying<small>notRedirectAfterComplete</small></span></label>
</fieldset>
<button class="primary">Go to checkout</button>
</form>`,
  );

const checkedIf = (isChecked: boolean): Html => (isChecked ? html` checked` : html``);

export type CheckoutPage = { readonly order: Order; readonly gatewayScript: string; readonly isStaying: boolean };

export const checkoutPage = ({ order, gatewayScript, isStaying }: CheckoutPage): string =>
  toPage(
    "Checkout",
    html`<h1>Checkout</h1>
${orderLines(order)}
<div id="checkout" data-session="${order.sessionData}" data-style="${order.style}"
 data-stay="${isStaying ? "1" : ""}" data-order="/orders/${order.orderId}"></div>
${payButton(order)}
<p id="status" role="status"></p>
<details><summary>Events</summary><ol id="events"></ol></details>`,
    gatewayScript,
  );

/** The pop-up opens at once; the mounted form has to be there first, and enables its button. */
const payButton = (order: Order): Html =>
  order.style === "popup"
    ? html`<button id="open" class="primary" type="button">Pay ${formatAmount(order.amount)}</button>`
    : html`<button id="pay" class="primary" type="button" disabled>Pay ${formatAmount(order.amount)}</button>`;

const orderLines = (order: Order): Html =>
  html`<ul class="lines">${order.lines.map(
    ({ name, count }) => html`<li>${count} × ${name}</li>`,
  )}<li class="total"><strong>Total</strong><strong>${formatAmount(order.amount)}</strong></li></ul>`;

const statusTexts = {
  OPEN: "Waiting for payment",
  PENDING: "The payment is on its way",
  PAID: "Paid",
  FAILED: "Not paid",
  CANCELLED: "Cancelled",
} as const;

export function orderPage(order: Order, notice: string | undefined): string {
  const left = capturedValue(order) - refundedValue(order);
  return toPage(
    `Order ${order.orderId}`,
    html`<h1>Order ${order.orderId}</h1>
${notice !== undefined && html`<p class="notice" role="alert">${notice}</p>`}
<p class="badge ${order.status.toLowerCase()}" id="order-status">${statusTexts[order.status]}</p>
${orderLines(order)}
<dl>
<dt>Payment</dt><dd>${order.paymentId ?? "none yet"}</dd>
<dt>Method</dt><dd>${order.paymentMethodType ?? "not chosen yet"}</dd>
<dt>Captured</dt><dd>${formatAmount({ ...order.amount, value: String(capturedValue(order)) })}</dd>
<dt>Refunded</dt><dd id="refunded">${formatAmount({ ...order.amount, value: String(refundedValue(order)) })}</dd>
</dl>
${order.status === "OPEN" && html`<p><a class="button" href="/orders/${order.orderId}/checkout">Back to checkout</a></p>`}
${isUnpaid(order) && html`<p><a href="/">Start again with a new order</a></p>`}
${order.status === "PAID" && capturedValue(order) === 0n && actionForm(order, "capture", "Capture", order.amount.value)}
${order.status === "PAID" && left > 0n && actionForm(order, "refund", "Refund", String(left))}
${(order.status === "OPEN" || order.status === "PENDING") && cancelForm(order)}
<h2>What the gateway told</h2>
${order.told.length === 0 && html`<p>No notification has come yet. <a href="/orders/${order.orderId}">Look again</a></p>`}
<ol class="told" id="told">${order.told.map(
      ({ at, what, detail }) =>
        html`<li><time>${at.toISOString().slice(11, 19)}</time> <strong>${what}</strong> ${detail}</li>`,
    )}</ol>`,
  );
}

const isUnpaid = ({ status }: Order): boolean => status === "OPEN" || status === "FAILED" || status === "CANCELLED";

const cancelForm = ({ orderId }: Order): Html =>
  html`<form method="post" action="/orders/${orderId}/cancel"><button>Cancel the order</button></form>`;

const actionForm = (
  order: Order,
  action: string,
  label: string,
  value: string,
): Html => html`<form method="post" action="/orders/${order.orderId}/${action}" class="action">
<label>Amount in the smallest unit<input name="value" inputmode="numeric" pattern="[0-9]+" value="${value}" required></label>
<button>${label}</button></form>`;

export const ordersPage = (orders: readonly Order[]): string =>
  toPage(
    "Orders",
    html`<h1>Orders</h1>
${orders.length === 0 && html`<p>There are none yet. <a href="/">Fill a basket</a></p>`}
<ul class="orders">${orders.map(
      (order) =>
        html`<li><a href="/orders/${order.orderId}">${order.orderId}</a> <span>${formatAmount(order.amount)}</span>
<span class="badge ${order.status.toLowerCase()}">${statusTexts[order.status]}</span></li>`,
    )}</ul>`,
  );

export const messagePage = (title: string, text: string): string =>
  toPage(title, html`<h1>${title}</h1><p>${text}</p><p><a class="button" href="/">To the shop</a></p>`);
