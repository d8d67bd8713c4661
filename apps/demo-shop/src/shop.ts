import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  acknowledgement,
  type Client,
  NotificationRejectedError,
  PaymentFailedError,
  PaymentUnknownError,
  verifyNotification,
} from "@opencashier/node-client";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { type Amount, markets, products, type Style, styles } from "./catalog.ts";
import { applyNotification, createOrders, type Order, type Orders } from "./orders.ts";
import { basketPage, checkoutPage, messagePage, orderPage, ordersPage } from "./pages.ts";

export type ShopOptions = {
  readonly client: Client;
  readonly clientId: string;
  readonly gatewayUrl: string;
  readonly gatewayPublicKey: string;
  /** Where buyers and the gateway reach this shop, without a trailing slash. */
  readonly shopUrl: () => string;
  readonly log: (line: string) => void;
};

type Deps = ShopOptions & { readonly orders: Orders };

/** A small shop: how an integration looks when the server, not the browser, decides what was paid. */
export function createShop(options: ShopOptions): FastifyInstance {
  const deps: Deps = { ...options, orders: createOrders() };
  const app = fastify({ logger: false });
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addHook("onSend", async (_request, reply) => {
    reply.headers({ "content-security-policy": policyOf(options), "x-content-type-options": "nosniff" });
  });
  addFiles(app);
  addBasket(app, deps);
  addOrders(app, deps);
  addNotifications(app, deps);
  return app;
}

/** Strict: the checkout needs the gateway's script and frame, and nothing else. */
const policyOf = ({ gatewayUrl }: ShopOptions): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${gatewayUrl}`,
    `frame-src ${gatewayUrl}`,
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${gatewayUrl}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");

function addFiles(app: FastifyInstance): void {
  const files = { "/shop.css": "text/css", "/checkout.js": "text/javascript" } as const;
  for (const [path, type] of Object.entries(files)) {
    const body = readFileSync(new URL(`public${path}`, import.meta.url));
    app.get(path, (_request, reply) => reply.type(`${type}; charset=utf-8`).send(body));
  }
}

const sendPage = (reply: FastifyReply, page: string): FastifyReply => reply.type("text/html; charset=utf-8").send(page);

type BasketForm = Readonly<Record<string, string | undefined>>;

function addBasket(app: FastifyInstance, deps: Deps): void {
  app.get("/", (_request, reply) => sendPage(reply, basketPage()));
  app.post<{ Body: BasketForm }>("/orders", async ({ body }, reply) => {
    try {
      const order = await openOrder(deps, body);
      if (!order) return sendPage(reply, messagePage("Your basket is empty", "Choose something first."));
      const stay = body["stay"] ? "?stay=1" : "";
      return reply.redirect(`/orders/${order.orderId}/checkout${stay}`, 303);
    } catch (error) {
      return sendPage(reply.code(502), messagePage("The payment could not be opened", explain(error)));
    }
  });
}

async function openOrder(deps: Deps, form: BasketForm): Promise<Order | undefined> {
  const lines = products
    .map((product) => ({ product, count: Math.min(9, Math.max(0, Number(form[product.id]) || 0)) }))
    .filter(({ count }) => count > 0);
  if (lines.length === 0) return undefined;
  const market = markets.find(({ id }) => id === form["market"]) ?? markets[0];
  const style: Style = styles.find(({ id }) => id === form["style"])?.id ?? "element";
  const minor = lines.reduce((sum, { product, count }) => sum + product.minor * count, 0);
  const amount: Amount = {
    currency: market?.currency ?? "SGD",
    value: String(Math.round(minor * (market?.rate ?? 1))),
  };
  const orderId = randomBytes(4).toString("hex");
  const paymentRequestId = `shop-${orderId}-${randomBytes(6).toString("hex")}`;
  const session = await deps.client.createPaymentSession({
    productCode: "CASHIER_PAYMENT",
    paymentRequestId,
    order: { referenceOrderId: orderId, orderDescription: `Order ${orderId}`, orderAmount: amount },
    paymentAmount: amount,
    paymentRedirectUrl: `${deps.shopUrl()}/orders/${orderId}/return`,
    paymentNotifyUrl: `${deps.shopUrl()}/notifications`,
    settlementStrategy: { settlementCurrency: "USD" },
    enableInstallmentCollection: amount.currency === "BRL" ? "true" : "false",
    ...toMethod(style, form),
  });
  const order: Order = {
    orderId,
    paymentRequestId,
    lines: lines.map(({ product, count }) => ({ name: product.name, count })),
    amount,
    style,
    isManualCapture: form["manual"] !== undefined,
    sessionData: session.paymentSessionData ?? "",
    normalUrl: session.normalUrl,
    status: "OPEN",
    paymentId: undefined,
    paymentMethodType: undefined,
    captures: new Map(),
    refunds: new Map(),
    told: [],
    createdAt: new Date(),
  };
  deps.orders.add(order);
  return order;
}

/** One method named by the shop, or every method the buyer's market has. */
function toMethod(style: Style, form: BasketForm) {
  const is3DSAuthentication = form["threeDS"] === undefined ? "false" : "true";
  const captureMode = form["manual"] === undefined ? ("AUTOMATIC" as const) : ("MANUAL" as const);
  const paymentFactor = { isAuthorization: "true" as const, captureMode };
  const paymentMethodMetaData = { is3DSAuthentication, enableAuthenticationUpgrade: "true" } as const;
  if (style === "card") {
    return { paymentFactor, paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData } };
  }
  const productScene = style === "page" ? ("CHECKOUT_PAYMENT" as const) : ("ELEMENT_PAYMENT" as const);
  return { paymentFactor, productScene, availablePaymentMethod: { paymentMethodMetaData } };
}

function addOrders(app: FastifyInstance, deps: Deps): void {
  const { orders, gatewayUrl } = deps;
  type Named = { readonly Params: { readonly id: string }; readonly Querystring: { stay?: string; notice?: string } };
  const find = (id: string): Order | undefined => orders.find(id);
  app.get("/orders", (_request, reply) => sendPage(reply, ordersPage(orders.list())));
  app.get<Named>("/orders/:id/checkout", async ({ params, query }, reply) => {
    const order = find(params.id);
    if (!order) return sendMissing(reply);
    if (order.status !== "OPEN") return reply.redirect(`/orders/${order.orderId}`, 303);
    if (order.style === "page" && order.normalUrl) return reply.redirect(order.normalUrl, 303);
    const page = { order, gatewayScript: `${gatewayUrl}/checkout/v1/checkout.js`, isStaying: query.stay !== undefined };
    return sendPage(reply, checkoutPage(page));
  });
  app.get<Named>("/orders/:id", async ({ params, query }, reply) => {
    const order = find(params.id);
    if (!order) return sendMissing(reply);
    await learn(deps, order);
    return sendPage(reply, orderPage(order, query.notice));
  });
  // Nothing in the address says how it went, and nothing could be believed: the shop's server asks.
  app.get<Named>("/orders/:id/return", ({ params }, reply) => reply.redirect(`/orders/${params.id}`, 303));
  addActions(app, deps);
}

const sendMissing = (reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(404), messagePage("No such order", "It may be from before the shop was started anew."));

/** Asks the gateway how the payment stands, for a buyer who is faster than the notification. */
async function learn({ client, log }: Deps, order: Order): Promise<void> {
  if (order.status !== "OPEN" && order.status !== "PENDING") return;
  try {
    const found = await client.inquiryPayment({ paymentRequestId: order.paymentRequestId });
    const { currency, value } = found.paymentAmount ?? {};
    if (currency !== order.amount.currency || value !== order.amount.value) return;
    order.paymentId = found.paymentId;
    order.paymentMethodType = found.paymentMethodType ?? order.paymentMethodType;
    if (found.paymentStatus === "SUCCESS") order.status = "PAID";
    else if (found.paymentStatus === "FAIL") order.status = "FAILED";
    else if (found.paymentStatus === "CANCELLED") order.status = "CANCELLED";
    else if (found.paymentStatus === "PENDING") order.status = "PENDING";
  } catch (error) {
    // ORDER_NOT_EXIST: nobody has tried to pay yet.
    if (!(error instanceof PaymentFailedError)) log(explain(error));
  }
}

type Action = { readonly Params: { readonly id: string }; readonly Body: { readonly value?: string } };

function addActions(app: FastifyInstance, deps: Deps): void {
  const { client, orders, shopUrl } = deps;
  const add = (name: string, act: (order: Order, amount: Amount) => Promise<string>): void => {
    app.post<Action>(`/orders/:id/${name}`, async ({ params, body }, reply) => {
      const order = orders.find(params.id);
      if (!order) return sendMissing(reply);
      const amount = { currency: order.amount.currency, value: body?.value ?? order.amount.value };
      const notice = await act(order, amount).catch(explain);
      return reply.redirect(`/orders/${order.orderId}?notice=${encodeURIComponent(notice)}`, 303);
    });
  };
  add("refund", async (order, refundAmount) => {
    const refundRequestId = `refund-${order.orderId}-${randomBytes(6).toString("hex")}`;
    orders.askedRefunds.set(refundRequestId, order);
    const refundNotifyUrl = `${shopUrl()}/notifications`;
    await client.refund({ refundRequestId, paymentId: order.paymentId ?? "", refundAmount, refundNotifyUrl });
    order.refunds.set(refundRequestId, BigInt(refundAmount.value));
    return "The refund is done.";
  });
  add("capture", async (order, captureAmount) => {
    const captureRequestId = `capture-${order.orderId}-${randomBytes(6).toString("hex")}`;
    await client.capture({ captureRequestId, paymentId: order.paymentId ?? "", captureAmount });
    order.captures.set(captureRequestId, BigInt(captureAmount.value));
    return "The payment is captured.";
  });
  add("cancel", async (order) => {
    await client.cancel({ paymentRequestId: order.paymentRequestId });
    order.status = "CANCELLED";
    return "The order is cancelled.";
  });
}

/** What a person at the shop can act on. */
function explain(error: unknown): string {
  if (error instanceof PaymentUnknownError) return `The outcome is not known yet: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

/** The raw bytes are what was signed, so they are verified before anything reads them as JSON. */
function addNotifications(app: FastifyInstance, deps: Deps): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Body: Buffer }>("/notifications", (request, reply) => {
      try {
        const { clientId, gatewayPublicKey: gatewayPublicKeys, orders, log } = deps;
        const received = { url: request.url, headers: request.headers, body: request.body };
        const notification = verifyNotification(received, { clientId, gatewayPublicKeys });
        const applied = applyNotification(orders, notification);
        if ("reason" in applied) log(`notification not acted on: ${applied.reason}`);
        // Genuine, so it is acknowledged even when it is about nothing here: another try would change nothing.
        return reply.type("application/json").send(acknowledgement);
      } catch (error) {
        if (!(error instanceof NotificationRejectedError)) throw error;
        deps.log(error.message);
        return reply.code(400).send({ error: error.reason });
      }
    });
    done();
  });
}
