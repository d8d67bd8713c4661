import type {
  ConsoleMoved,
  ConsolePayment,
  ConsolePaymentPage,
  ConsolePaymentRow,
  ConsoleRequest,
} from "@opencashier/protocol/console";
import { resultCodes } from "@opencashier/protocol";
import { newSortableId, type Outcome, toInstant } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findPayment, type Payment } from "../payments/index.ts";
import { refund } from "../refunds/index.ts";
import { findSession } from "../sessions/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";
import { findByAnyId, findFoundPayment, findPaymentPage, type FoundPayment } from "./payment-search-store.ts";
import { readTimeline } from "./timeline.ts";

const pageSize = 100;
/** Of a file: the store is asked again after each thousand, and others come between. */
const pieceSize = 1_000;
/** Above every id. */
const newest = "~";
const dayMs = 86_400_000;

export async function listPayments(
  { db }: ConsoleDeps,
  clientId: string,
  query: ConsoleRequest<"listPayments">,
): Promise<ConsolePaymentPage> {
  if (query.q !== undefined) return { rows: (await findByAnyId(db.connection, clientId, query.q.trim())).map(toRow) };
  const filter = toFilter(clientId, query);
  const { rows: found, lookedTo } = await findPaymentPage(db.connection, { ...filter, countMax: pageSize + 1 });
  const rows = found.slice(0, pageSize).map(toRow);
  if (lookedTo) return { rows, cursor: lookedTo.paymentSessionId, lookedTo: lookedTo.at };
  const last = rows.at(-1);
  return { rows, ...(found.length > pageSize && last && { cursor: last.paymentSessionId }) };
}

/** Every payment that matches, newest first, in pieces; nothing is held that was given away. */
export async function* streamPayments(
  { db }: ConsoleDeps,
  clientId: string,
  query: ConsoleRequest<"listPayments">,
): AsyncGenerator<readonly ConsolePaymentRow[]> {
  if (query.q !== undefined) {
    yield (await findByAnyId(db.connection, clientId, query.q.trim())).map(toRow);
    return;
  }
  const filter = toFilter(clientId, query);
  for (let before: string | undefined = newest; before !== undefined;) {
    // One after the other: each begins where the last one ended. oxlint-disable-next-line no-await-in-loop
    const { rows, lookedTo } = await findPaymentPage(db.connection, { ...filter, before, countMax: pieceSize });
    yield rows.map(toRow);
    before = lookedTo?.paymentSessionId ?? (rows.length === pieceSize ? rows.at(-1)?.paymentSessionId : undefined);
  }
}

const toFilter = (clientId: string, query: ConsoleRequest<"listPayments">) => ({
  clientId,
  before: query.cursor ?? newest,
  status: query.status,
  paymentMethodType: query.method,
  currency: query.currency,
  from: query.from === undefined ? undefined : toDay(query.from, "from"),
  to: query.to === undefined ? undefined : toInstant(toDay(query.to, "to") + dayMs),
});

function toDay(text: string, field: string) {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) throw new ConsoleError("BAD_REQUEST", `There is no day ${text}.`, field);
  return toInstant(at);
}

function toRow(found: FoundPayment): ConsolePaymentRow {
  const { paymentSessionId, paymentRequestId, paymentId, resultCode, paymentMethodType, createdAt } = found;
  return {
    paymentSessionId,
    paymentRequestId,
    amount: { currency: found.currency, value: String(found.minor) },
    status: found.status ?? found.sessionStatus,
    refundedValue: String(found.refundedMinor),
    createdAt,
    ...(paymentId !== null && { paymentId }),
    ...(resultCode !== null && { resultCode }),
    ...(paymentMethodType !== null && { paymentMethodType }),
    ...(found.referenceOrderId !== null && { referenceOrderId: found.referenceOrderId }),
  };
}

export async function readPayment(deps: ConsoleDeps, clientId: string, id: string): Promise<ConsolePayment> {
  const { connection } = deps.db;
  const found = await findFoundPayment(connection, clientId, id);
  const session = found && (await findSession(connection, clientId, id));
  if (!found || !session) throw new ConsoleError("NOT_FOUND", "There is no such payment.");
  const payment = found.paymentId === null ? undefined : await findPayment(connection, clientId, found.paymentId);
  const { currency } = found;
  const amountOf = (minor: bigint) => ({ currency, value: String(minor) });
  const order = session.request.order;
  return {
    ...toRow(found),
    expiresAt: session.expiresAt,
    // Also one that the search column cannot hold.
    ...(order?.referenceOrderId !== undefined && { referenceOrderId: order.referenceOrderId }),
    ...(order?.orderDescription !== undefined && { orderDescription: order.orderDescription }),
    ...(payment && { captureMode: payment.captureMode }),
    capturedValue: String(payment?.capturedMinor ?? 0n),
    capturable: amountOf(payment ? capturableMinor(payment) : 0n),
    refundable: amountOf(payment ? refundableMinor(payment) : 0n),
    isCancellable: payment
      ? ["PROCESSING", "PENDING", "SUCCESS"].includes(payment.status)
      : found.sessionStatus === "OPEN",
    timeline: await readTimeline(deps, session, payment),
  };
}

const capturableMinor = ({ status, authorizedMinor, capturedMinor, capturingMinor }: Payment): bigint =>
  status === "SUCCESS" ? authorizedMinor - capturedMinor - capturingMinor : 0n;

const refundableMinor = ({ status, capturedMinor, refundedMinor, refundingMinor }: Payment): bigint =>
  status === "SUCCESS" ? capturedMinor - refundedMinor - refundingMinor : 0n;

type Move = { readonly merchant: Merchant; readonly id: string };

/** What a member wants done with a payment, as if the merchant's server had asked. Kept in the audit log before it is done. */
async function asMerchant<Value>(
  deps: ConsoleDeps,
  { user }: Member,
  { merchant, id }: Move,
  act: {
    readonly action: string;
    readonly details: object;
    readonly run: (found: FoundPayment) => Promise<Outcome<Value>>;
  },
): Promise<ConsoleMoved> {
  const { clientId } = merchant;
  const found = await findFoundPayment(deps.db.connection, clientId, id);
  if (!found) throw new ConsoleError("NOT_FOUND", "There is no such payment.");
  const now = deps.wallClock.now();
  const details = { paymentRequestId: found.paymentRequestId, ...act.details };
  await deps.db.transaction((tx) => appendAudit(tx, { actor: user.email, action: act.action, clientId, details, now }));
  const outcome = await act.run(found);
  const resultCode = outcome.ok ? "SUCCESS" : outcome.resultCode;
  const { status, message } = resultCodes[resultCode];
  return { resultCode, resultStatus: status, resultMessage: (outcome.ok ? undefined : outcome.message) ?? message };
}

export const capturePayment = (
  deps: ConsoleDeps,
  member: Member,
  move: Move,
  { amount }: ConsoleRequest<"movePayment">,
) =>
  asMerchant(deps, member, move, {
    action: "payment.capture",
    details: { amount },
    run: (found) =>
      deps.payments.capture(move.merchant, {
        captureRequestId: newSortableId("console-", deps.wallClock.now()),
        paymentId: found.paymentId ?? "",
        captureAmount: { currency: found.currency, value: amount },
      }),
  });

export const refundPayment = (
  deps: ConsoleDeps,
  member: Member,
  move: Move,
  { amount }: ConsoleRequest<"movePayment">,
) =>
  asMerchant(deps, member, move, {
    action: "payment.refund",
    details: { amount },
    run: (found) =>
      refund(deps.refunds, move.merchant, {
        refundRequestId: newSortableId("console-", deps.wallClock.now()),
        paymentId: found.paymentId ?? "",
        refundAmount: { currency: found.currency, value: amount },
      }),
  });

export const cancelPayment = (deps: ConsoleDeps, member: Member, move: Move) =>
  asMerchant(deps, member, move, {
    action: "payment.cancel",
    details: {},
    run: ({ paymentRequestId }) => deps.payments.cancel(move.merchant, { paymentRequestId }),
  });
