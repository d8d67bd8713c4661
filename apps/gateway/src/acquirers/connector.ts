/**
 * What the gateway asks of an acquirer, and the only five ways it may answer. A connector knows the acquirer's wire;
 * everything else in the gateway knows only this.
 *
 *   authorize ──▶ succeeded | failed            final
 *             ──▶ needs-action                  the payer has a step to take; afterwards `inquire` says how it went
 *             ──▶ pending                       the payer is done, the channel confirms later (up to days)
 *             ──▶ unknown                       no answer, or none we understand: never taken for a refusal; `inquire`
 *
 * `operationId` is ours and makes every call repeatable: the second call with one id is answered like the first and moves
 * no money. A connector throws only for a broken world (network, timeout); callers treat that as `unknown`.
 */
import type { InquiryPaymentReply, ResultCode } from "@opencashier/protocol";
import type { CardDetails, Instant, Money, Secret } from "../kernel/index.ts";

export type Connector = {
  /** Stored with each attempt, so that it is always asked again at the same acquirer. */
  readonly name: string;
  readonly authorize: (request: AuthorizeRequest) => Promise<AuthorizationAnswer>;
  readonly capture: (request: FollowUpRequest) => Promise<FollowUpAnswer>;
  /** Gives an authorization back that was not captured, and ends one that is still waiting for its payer. */
  readonly void: (request: FollowUpRequest) => Promise<FollowUpAnswer>;
  readonly refund: (request: FollowUpRequest) => Promise<FollowUpAnswer>;
  /**
   * How an earlier operation stands. `not-found`: it never arrived, so nothing happened. An authorization never will happen
   * under its id either, were its request still on its way; a capture, void or refund may be sent again under its id.
   */
  readonly inquire: (request: InquireRequest) => Promise<AuthorizationAnswer | { readonly kind: "not-found" }>;
};

/** What every call says about itself. */
type Operation = {
  readonly clientId: string;
  readonly operationId: string;
  /** The merchant's own id of the request behind it: paymentRequestId, captureRequestId or refundRequestId. */
  readonly requestId?: string;
  /** The gateway's clock: in sandbox it may be ahead of the real one. */
  readonly now: Instant;
};

export type AuthorizeRequest = Operation & {
  readonly paymentId: string;
  readonly merchantName: string;
  readonly amount: Money;
  /** AUTOMATIC: the acquirer captures with the authorization. */
  readonly captureMode: "AUTOMATIC" | "MANUAL";
  /** Antom code, e.g. CARD, GCASH. */
  readonly paymentMethodType: string;
  /** Present for CARD only. */
  readonly card: Secret<CardDetails> | undefined;
  readonly threeDS: ThreeDSPreference;
  readonly installmentPlan: InstallmentPlan | undefined;
  /** Bank the payer chose beforehand, for bank methods with a list. */
  readonly bankIdentifierCode: string | undefined;
  /** How the payer reaches a wallet: a page to go to, or a code to scan from another device. */
  readonly interaction: "redirect" | "code";
  readonly payer: PayerEnvironment;
  /** Where the payer's browser comes back to after a page of the acquirer's. */
  readonly returnUrl: string;
  /** The payment closes then; an acquirer may close its side as well. */
  readonly expiresAt: Instant;
};

/**
 * required: the merchant asked (is3DSAuthentication). if-demanded: only when scheme or issuer insist
 * (enableAuthenticationUpgrade). off: never; what the issuer insists on is refused.
 */
export type ThreeDSPreference = "required" | "if-demanded" | "off";

/** `creditPayPlan` of the wire. */
export type InstallmentPlan = {
  readonly installmentNum: number;
  readonly interval: "MONTH";
  readonly creditPayFeeType?: "PERCENTAGE";
  /** 0 to 100. */
  readonly feePercentage?: number;
};

/** What 3-D Secure and risk rules want to know of the payer's browser. Texts are as received and decide nothing here. */
export type PayerEnvironment = {
  readonly terminalType: "WEB" | "WAP" | "APP" | "MINI_APP";
  readonly clientIp?: string;
  readonly userAgent?: string;
  readonly acceptHeader?: string;
  readonly language?: string;
  readonly colorDepth?: number;
  readonly screenWidth?: number;
  readonly screenHeight?: number;
  /** Minutes, as `Date.getTimezoneOffset` gives: UTC+2 is -120. */
  readonly timeZoneOffset?: number;
  readonly javaEnabled?: boolean;
  /** EMV 3-D Secure window size: 01 250×400, 02 390×400, 03 500×600, 04 600×400, 05 full screen. */
  readonly challengeWindowSize?: "01" | "02" | "03" | "04" | "05";
};

/** Card or wallet as the merchant may see it; becomes `paymentResultInfo` and `pspCustomerInfo`. No full card number. */
export type AuthorizationDetails = {
  readonly paymentResultInfo?: NonNullable<InquiryPaymentReply["paymentResultInfo"]>;
  readonly pspCustomerInfo?: NonNullable<InquiryPaymentReply["pspCustomerInfo"]>;
  readonly acquirerReferenceNo?: string;
};

export type AuthorizationAnswer =
  | { readonly kind: "succeeded"; readonly acquirerReference: string; readonly details: AuthorizationDetails }
  | {
      readonly kind: "failed";
      readonly acquirerReference: string | undefined;
      readonly resultCode: ResultCode;
      /** Public sentence; left out, the catalogue's. */
      readonly message?: string;
      readonly details: AuthorizationDetails;
    }
  | { readonly kind: "pending"; readonly acquirerReference: string; readonly details: AuthorizationDetails }
  | { readonly kind: "needs-action"; readonly acquirerReference: string; readonly action: PayerAction }
  | UnknownAnswer;

/** Private: the reason is for the log. */
export type UnknownAnswer = { readonly kind: "unknown"; readonly reason: string };

/** The step the payer has to take. Stored with the attempt and handed to the browser: holds no card number. */
export type PayerAction =
  /** Leave for a page of the wallet, bank or acquirer; `parameters` are the fields of a POST form. */
  | {
      readonly type: "redirect";
      readonly method: "GET" | "POST";
      readonly url: string;
      readonly parameters?: Readonly<Record<string, string>>;
      /** Opens the wallet's app by a universal link, or by its own scheme. */
      readonly appLinkUrl?: string;
      readonly schemeUrl?: string;
    }
  /** Scan with another device. */
  | {
      readonly type: "code";
      readonly codeType: "QRCODE" | "BARCODE";
      readonly value: string;
      readonly expiresAt: Instant;
      /** Where the same code leads on this device. */
      readonly url?: string;
    }
  /** POST the parameters to `url` in a hidden frame, wait at most 10 s, then `inquire` with how it ended. */
  | {
      readonly type: "three-ds-method";
      readonly url: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  /** POST the parameters to `url` in a visible frame of the wanted size; its last page posts to `returnUrl`. */
  | {
      readonly type: "three-ds-challenge";
      readonly url: string;
      readonly parameters: Readonly<Record<string, string>>;
      readonly challengeWindowSize: "01" | "02" | "03" | "04" | "05";
    };

/** What the payer's browser reports of its step. Not trusted: the acquirer's own books decide. */
export type PayerStep =
  | "method-completed"
  | "method-timed-out"
  | "challenge-returned"
  | "challenge-abandoned"
  | "redirect-returned";

export type FollowUpRequest = Operation & {
  /** `operationId` and reference of the authorization it follows. */
  readonly authorizationId: string;
  readonly acquirerReference: string;
  /** Void: the whole authorized amount. */
  readonly amount: Money;
};

export type FollowUpAnswer =
  | { readonly kind: "succeeded"; readonly acquirerReference: string }
  | {
      readonly kind: "failed";
      readonly acquirerReference: string | undefined;
      readonly resultCode: ResultCode;
      readonly message?: string;
    }
  | { readonly kind: "pending"; readonly acquirerReference: string }
  | UnknownAnswer;

export type InquireRequest = Operation & {
  /** What the operation was. */
  readonly of: "authorization" | "capture" | "void" | "refund";
  /** Only after a step of the payer's. */
  readonly payerStep?: PayerStep;
};
