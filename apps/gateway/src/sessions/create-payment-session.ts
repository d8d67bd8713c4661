import { isDeepStrictEqual } from "node:util";
import type { CreatePaymentSessionReply, CreatePaymentSessionRequest } from "@opencashier/protocol";
import { createGroupCommit, type Db, GroupQueueFullError } from "../db/index.ts";
import {
  assert,
  type Clock,
  type Failed,
  failed,
  type Instant,
  newSortableId,
  type Outcome,
  succeeded,
  toIsoText,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { takeCardNumbers, type CardNumbers } from "./card-data.ts";
import type { CardSealer } from "./card-sealer.ts";
import { toDisplayHints } from "./display-hints.ts";
import { type OpenSessionCode, openSession } from "./open-session.ts";
import { isExpired, type Session } from "./session.ts";
import type { SessionDataSealer } from "./session-data.ts";
import { findSessionByRequestId, insertNewSessions } from "./store.ts";

export type CreatePaymentSessionCode = OpenSessionCode | "REPEAT_REQ_INCONSISTENT" | "REQUEST_TRAFFIC_EXCEED_LIMIT";

type Answer = Outcome<Omit<CreatePaymentSessionReply, "result">, CreatePaymentSessionCode>;

export type CreatePaymentSessionDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessionData: SessionDataSealer;
  readonly cards: CardSealer;
  /** Origin the browser reaches this gateway by, without a trailing slash. */
  readonly publicUrl: () => string;
  /** The gateway's own page for a session, which productScene CHECKOUT_PAYMENT asks for. */
  readonly hostedPageUrl: (session: Session) => string;
  /**
   * The code for a `paymentRequestId` used again for something else. The original's list is closed and lacks
   * REPEAT_REQ_INCONSISTENT, so PROCESS_FAIL is the default (docs/compatibility.md).
   */
  readonly repeatInconsistentCode: "PROCESS_FAIL" | "REPEAT_REQ_INCONSISTENT";
};

export type CreatePaymentSession = {
  readonly handle: (merchant: Merchant, request: CreatePaymentSessionRequest) => Promise<Answer>;
  /** Sessions waiting for their commit, for metrics. */
  readonly queueSize: () => number;
};

// Keeps one statement's parameters bounded; 64 connections at full load made groups of about 13.
const sessionsPerCommitMax = 64;

/**
 * Opens a payment session, or answers again with the one this `paymentRequestId` already opened: an acknowledged session
 * is committed, and the unique index on merchant and `paymentRequestId` decides every race.
 * Result codes: PARAM_ILLEGAL, NO_PAY_OPTIONS, CARD_NOT_SUPPORTED, PROCESS_FAIL, for a repeat that asks for something else
 * the configured code, and REQUEST_TRAFFIC_EXCEED_LIMIT when more waits than the store keeps up with.
 * Source: Antom, createPaymentSession and idempotency, read 2026-11-22.
 */
export function createCreatePaymentSession(deps: CreatePaymentSessionDeps): CreatePaymentSession {
  const commit = createGroupCommit<Session, boolean>({
    countMax: sessionsPerCommitMax,
    commit: async (sessions) => {
      const inserted = await insertNewSessions(deps.db.connection, sessions);
      return sessions.map((session) => inserted.has(session.paymentSessionId));
    },
  });
  const handle: CreatePaymentSession["handle"] = async (merchant, request) => {
    const now = deps.clock.now();
    const opened = openSession(merchant, request, { paymentSessionId: newSortableId("PS", now), now });
    if (!opened.ok) return (await answerRepeat(deps, merchant, request)) ?? opened;
    const session = sealCards(deps, opened.value.session, opened.value.cardNumbers);
    try {
      const isNew = await commit(session);
      if (isNew) return succeeded(toReply(deps, merchant, session));
    } catch (error) {
      if (error instanceof GroupQueueFullError) return failed("REQUEST_TRAFFIC_EXCEED_LIMIT");
      throw error;
    }
    const repeated = await answerRepeat(deps, merchant, request);
    assert(repeated, "a paymentRequestId that could not be inserted is there to be read");
    return repeated;
  };
  return { handle, queueSize: commit.queueSize };
}

function sealCards(deps: CreatePaymentSessionDeps, session: Session, cardNumbers: CardNumbers | undefined): Session {
  if (!cardNumbers) return session;
  return { ...session, cardSealed: deps.cards.seal(cardNumbers, session.paymentSessionId) };
}

/** The answer this `paymentRequestId` already has, or undefined when it is new. */
async function answerRepeat(
  deps: CreatePaymentSessionDeps,
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
): Promise<Answer | undefined> {
  const session = await findSessionByRequestId(deps.db.connection, merchant.clientId, request.paymentRequestId);
  if (!session) return undefined;
  if (!isSameRequest(deps.cards, session, request)) {
    const message = `paymentRequestId "${request.paymentRequestId}" was used before with other content.`;
    return failed(deps.repeatInconsistentCode, message);
  }
  return explainEnded(session, deps.clock.now()) ?? succeeded(toReply(deps, merchant, session));
}

/** Verification values are not compared, because they are not stored. */
function isSameRequest(cards: CardSealer, session: Session, request: CreatePaymentSessionRequest): boolean {
  const wanted = takeCardNumbers(request);
  if (!isDeepStrictEqual(session.request, wanted.request)) return false;
  const stored = session.cardSealed === null ? undefined : cards.open(session.cardSealed, session.paymentSessionId);
  return isDeepStrictEqual(stored?.reveal(), wanted.cardNumbers?.reveal());
}

/** A session that ended unpaid is not handed out again: its data could open nothing. */
function explainEnded(session: Session, now: Instant): Failed<"PROCESS_FAIL"> | undefined {
  const ended = session.closedAt !== null ? "was cancelled" : isExpired(session, now) ? "expired" : undefined;
  if (!ended) return undefined;
  const at = toIsoText(session.closedAt ?? session.expiresAt);
  const subject = `The session of paymentRequestId "${session.paymentRequestId}"`;
  return failed("PROCESS_FAIL", `${subject} ${ended} at ${at}; use a new paymentRequestId.`);
}

function toReply(
  deps: CreatePaymentSessionDeps,
  merchant: Merchant,
  session: Session,
): Omit<CreatePaymentSessionReply, "result"> {
  const hints = toDisplayHints(merchant, session, deps.publicUrl());
  return {
    paymentSessionId: session.paymentSessionId,
    paymentSessionData: deps.sessionData.seal(session, hints),
    paymentSessionExpiryTime: toIsoText(session.expiresAt, session.expiryOffsetMinutes),
    ...(session.request.productScene === "CHECKOUT_PAYMENT" && { normalUrl: deps.hostedPageUrl(session) }),
  };
}
