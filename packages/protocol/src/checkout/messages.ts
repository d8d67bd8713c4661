/**
 * What the buyer's browser and the gateway say to each other. Private to OpenCashier: frame and gateway are one release,
 * so this is no promise to anybody else, but it is checked like everything that comes from a browser.
 *
 *   POST /checkout/api/open    what may be paid, and how
 *   POST /checkout/api/card    what a card's first digits tell: brands, installment plans
 *   POST /checkout/api/submit  one attempt to pay; the only message that carries card data
 *   POST /checkout/api/state   how it stands, after a wait or a step of the payer's
 *
 * Every request carries the session data in the header `checkout-session` and the embedding page's origin in
 * `checkout-origin`; amounts are minor units as digits, instants UTC milliseconds.
 */
import { type Static, Type } from "typebox";

const digits = (min: number, max: number) => Type.String({ pattern: `^\\d{${min},${max}}$` });
const label = (max: number) => Type.String({ minLength: 1, maxLength: max });

const amount = Type.Object({ currency: Type.String({ pattern: "^[A-Z]{3}$" }), value: digits(1, 16) });

export const openRequest = Type.Object({ locale: Type.Optional(label(35)) });

export const cardRequest = Type.Object({ bin: digits(6, 8) });

const billingAddress = Type.Object({
  region: Type.Optional(label(2)),
  state: Type.Optional(label(8)),
  city: Type.Optional(label(32)),
  address1: Type.Optional(label(256)),
  address2: Type.Optional(label(256)),
  zipCode: Type.Optional(label(32)),
});

const card = Type.Object({
  number: digits(12, 19),
  expiryMonth: Type.String({ pattern: "^(0[1-9]|1[0-2])$" }),
  expiryYear: digits(2, 2),
  cvc: Type.Optional(digits(3, 4)),
  cardholderName: Type.Optional(label(128)),
  /** The buyer's choice on a co-badged card. */
  selectedCardBrand: Type.Optional(label(32)),
  billingAddress: Type.Optional(billingAddress),
});

const browser = Type.Object({
  terminalType: Type.Union([Type.Literal("WEB"), Type.Literal("WAP")]),
  language: Type.Optional(label(35)),
  colorDepth: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
  screenWidth: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  screenHeight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  timeZoneOffset: Type.Optional(Type.Integer({ minimum: -840, maximum: 840 })),
  challengeWindowSize: Type.Optional(
    Type.Union([Type.Literal("01"), Type.Literal("02"), Type.Literal("03"), Type.Literal("04"), Type.Literal("05")]),
  ),
});

export const submitRequest = Type.Object({
  /** Made anew for each attempt the buyer makes, the same for each try to deliver it: a double click is one attempt. */
  attemptKey: Type.String({ pattern: "^[A-Za-z0-9_-]{16,64}$" }),
  paymentMethodType: label(64),
  card: Type.Optional(card),
  creditPayPlan: Type.Optional(Type.Object({ installmentNum: Type.Integer({ minimum: 2, maximum: 36 }) })),
  bankIdentifierCode: Type.Optional(label(64)),
  interaction: Type.Union([Type.Literal("redirect"), Type.Literal("code")]),
  browser,
});

const payerStep = Type.Union([
  Type.Literal("method-completed"),
  Type.Literal("method-timed-out"),
  Type.Literal("challenge-returned"),
  Type.Literal("challenge-abandoned"),
]);

export const stateRequest = Type.Object({
  /** Without it the payment as a whole is asked for. */
  attemptId: Type.Optional(label(64)),
  step: Type.Optional(payerStep),
});

const cardBrand = label(32);

const plan = Type.Object({
  installmentNum: Type.Integer(),
  interval: Type.Literal("MONTH"),
  /** What one installment comes to. */
  installmentAmount: amount,
  /** Percent a year, as text; "0" is interest-free. */
  interestRate: Type.String(),
});

const method = Type.Object({
  paymentMethodType: label(64),
  /** As the buyer knows it. */
  name: label(64),
  category: Type.Union([
    Type.Literal("CARD"),
    Type.Literal("WALLET"),
    Type.Literal("BANK"),
    Type.Literal("CODE"),
    Type.Literal("TRANSFER"),
  ]),
  /** What the buyer can choose from: a page to go to, a code to scan, or both. */
  interactions: Type.Array(Type.Union([Type.Literal("redirect"), Type.Literal("code")])),
  /** CARD: brands accepted. */
  cardBrands: Type.Optional(Type.Array(cardBrand)),
  /** Bank methods with a list to choose from. */
  banks: Type.Optional(Type.Array(Type.Object({ bankIdentifierCode: label(64), name: label(64) }))),
});

const testCard = Type.Object({
  title: label(80),
  number: digits(12, 19),
  brand: cardBrand,
  /** What it does, in words: "Approved after a challenge". */
  outcome: label(120),
});

export const cardReply = Type.Object({
  /** One for most cards, two for a co-badged one; empty when the digits belong to no accepted brand. */
  brands: Type.Array(cardBrand),
  /** Empty: pay in full, show no list. */
  plans: Type.Array(plan),
});

const redirectAction = Type.Object({
  type: Type.Literal("redirect"),
  method: Type.Union([Type.Literal("GET"), Type.Literal("POST")]),
  url: Type.String(),
  parameters: Type.Optional(Type.Record(Type.String(), Type.String())),
  appLinkUrl: Type.Optional(Type.String()),
  schemeUrl: Type.Optional(Type.String()),
});

const codeAction = Type.Object({
  type: Type.Literal("code"),
  codeType: Type.Union([Type.Literal("QRCODE"), Type.Literal("BARCODE")]),
  value: Type.String(),
  expiresAt: Type.Integer(),
  url: Type.Optional(Type.String()),
});

/** `url` is a page of the gateway that posts to the acquirer's, so that the frame needs to know no other origin. */
const methodAction = Type.Object({ type: Type.Literal("three-ds-method"), url: Type.String() });

const challengeAction = Type.Object({
  type: Type.Literal("three-ds-challenge"),
  url: Type.String(),
  challengeWindowSize: label(2),
});

export const stateReply = Type.Object({
  /**
   * OPEN: the buyer may pay (again). ACTION: a step of the buyer's is awaited. PROCESSING: the acquirer is. PENDING: the
   * buyer is done, the outcome comes later. SUCCESS, FAIL, CANCELLED, EXPIRED: over.
   */
  status: Type.Union([
    Type.Literal("OPEN"),
    Type.Literal("ACTION"),
    Type.Literal("PROCESSING"),
    Type.Literal("PENDING"),
    Type.Literal("SUCCESS"),
    Type.Literal("FAIL"),
    Type.Literal("CANCELLED"),
    Type.Literal("EXPIRED"),
  ]),
  attemptId: Type.Optional(Type.String()),
  action: Type.Optional(Type.Union([redirectAction, codeAction, methodAction, challengeAction])),
  /** Of the last attempt, or of the payment when it is over. */
  paymentResultCode: Type.Optional(Type.String()),
  paymentResultMessage: Type.Optional(Type.String()),
  /** The last attempt failed, and this session cannot be paid any more: the merchant needs a new one. */
  needChangeSessionForRetry: Type.Optional(Type.Boolean()),
  userCanceled3D: Type.Optional(Type.Boolean()),
  /** Brand, masked number, 3-D Secure result: what the merchant's page may see. */
  cardPaymentResultInfo: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  serverTime: Type.Integer(),
});

export const openReply = Type.Object({
  merchantName: Type.String(),
  amount,
  /** Best first. */
  methods: Type.Array(method),
  /** Whether /card is worth asking for plans. */
  hasInstallments: Type.Boolean(),
  /** The card form asks for a verification value. */
  needsCvc: Type.Boolean(),
  locale: Type.Optional(Type.String()),
  expiresAt: Type.Integer(),
  serverTime: Type.Integer(),
  /** Where the buyer goes when it is over; null: nowhere. */
  redirectUrl: Type.Union([Type.String(), Type.Null()]),
  orderDescription: Type.Optional(Type.String()),
  sandbox: Type.Union([Type.Null(), Type.Object({ testCards: Type.Array(testCard) })]),
  /** How the payment stands already: the buyer may have come back, or opened a second tab. */
  state: stateReply,
});

/** Any request may be answered so instead, with HTTP 4xx or 5xx. */
export const errorReply = Type.Object({
  /**
   * SESSION_INVALID: not ours, changed, or of another page. SESSION_EXPIRED. REQUEST_INVALID names the field in `message`.
   * METHOD_NOT_AVAILABLE. DUPLICATE: another attempt is under way. UNAVAILABLE: try again.
   */
  error: Type.Union([
    Type.Literal("SESSION_INVALID"),
    Type.Literal("SESSION_EXPIRED"),
    Type.Literal("REQUEST_INVALID"),
    Type.Literal("METHOD_NOT_AVAILABLE"),
    Type.Literal("DUPLICATE"),
    Type.Literal("UNAVAILABLE"),
  ]),
  message: Type.String(),
});

export type CheckoutOpenRequest = Static<typeof openRequest>;
export type CheckoutCardRequest = Static<typeof cardRequest>;
export type CheckoutSubmitRequest = Static<typeof submitRequest>;
export type CheckoutStateRequest = Static<typeof stateRequest>;
export type CheckoutState = Static<typeof stateReply>;
export type CheckoutMethod = Static<typeof method>;
export type CheckoutPlan = Static<typeof plan>;
export type CheckoutTestCard = Static<typeof testCard>;
export type CheckoutOpenReply = Static<typeof openReply>;
export type CheckoutCardReply = Static<typeof cardReply>;
export type CheckoutAction = NonNullable<CheckoutState["action"]>;
export type CheckoutErrorReply = Static<typeof errorReply>;
