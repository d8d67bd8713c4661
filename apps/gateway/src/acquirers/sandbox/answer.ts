import { assert } from "../../kernel/index.ts";
import type { AuthorizationAnswer, FollowUpAnswer, PayerAction } from "../connector.ts";
import type { AuthorizationScenario, Operation, ThreeDSScenario } from "./operation.ts";
import { threeDSVersion } from "./three-ds-cases.ts";

/** How an authorization stands, in the connector's words. @param publicUrl the gateway's own address, where the pages are. */
export function toAuthorizationAnswer(operation: Operation, publicUrl: string): AuthorizationAnswer {
  const { state, acquirerReference } = operation;
  switch (state.step) {
    case "decided":
      return state.answer;
    case "silent":
      return { kind: "unknown", reason: "the issuer has not answered yet" };
    case "settling":
      return { kind: "pending", acquirerReference, details: {} };
    case "three-ds-method":
    case "three-ds-challenge":
    case "payer-page":
      return { kind: "needs-action", acquirerReference, action: toAction(operation, publicUrl) };
    case "never-arrived":
      return neverArrived;
  }
}

/** It was asked for before it came, and the answer then was that it never would. */
export const neverArrived = {
  kind: "failed",
  acquirerReference: undefined,
  resultCode: "ORDER_IS_CLOSED",
  details: {},
} as const satisfies AuthorizationAnswer;

/** How a capture, void or refund stands. */
export function toFollowUpAnswer(operation: Operation, publicUrl: string): FollowUpAnswer {
  const answer = toAuthorizationAnswer(operation, publicUrl);
  switch (answer.kind) {
    case "succeeded":
    case "pending":
      return { kind: answer.kind, acquirerReference: answer.acquirerReference };
    case "failed": {
      const { details: _details, ...rest } = answer;
      return rest;
    }
    case "unknown":
      return answer;
    case "needs-action":
      assert(false, "nobody has to do anything for a capture, void or refund");
  }
}

export const pagePath = (token: string): string => `/sandbox/pay/${token}`;
export const methodPath = (token: string): string => `/sandbox/acs/${token}/method`;
export const challengePath = (token: string): string => `/sandbox/acs/${token}/challenge`;

function toAction({ scenario, state, pageToken }: Operation, publicUrl: string): PayerAction {
  assert(scenario && pageToken !== null, "what waits for its payer has a page");
  const base = publicUrl.replace(/\/+$/, "");
  const { page, card } = scenario;
  if (page) {
    const url = base + pagePath(pageToken);
    if (!page.isScanned) return { type: "redirect", method: "GET", url, ...(page.isApp && { appLinkUrl: url }) };
    assert(page.codeExpiresAt !== undefined, "a code to scan ends");
    const codeType = page.kind === "till" ? "BARCODE" : "QRCODE";
    // A till reads digits, a phone opens an address.
    const value = page.kind === "till" ? tillNumber(pageToken) : url;
    return { type: "code", codeType, value, expiresAt: page.codeExpiresAt, url };
  }
  assert(card?.threeDS, "a card that waits for its payer is in 3-D Secure");
  if (state.step === "three-ds-method") {
    const parameters = { threeDSMethodData: toMethodData(card.threeDS, scenario) };
    return { type: "three-ds-method", url: base + methodPath(pageToken), parameters };
  }
  const { challengeWindowSize } = card.threeDS;
  const parameters = { creq: toChallengeRequest(card.threeDS) };
  return { type: "three-ds-challenge", url: base + challengePath(pageToken), parameters, challengeWindowSize };
}

/** What a cashier would type: twelve digits, always the same for one page. */
export const tillNumber = (token: string): string =>
  (Buffer.from(token, "base64url").readUIntBE(0, 6) % 1_000_000_000_000).toString().padStart(12, "0");

const toBase64UrlJson = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const toMethodData = ({ serverTransactionId }: ThreeDSScenario, { returnUrl }: AuthorizationScenario): string =>
  toBase64UrlJson({ threeDSServerTransID: serverTransactionId, threeDSMethodNotificationURL: returnUrl });

const toChallengeRequest = (threeDS: ThreeDSScenario): string =>
  toBase64UrlJson({
    messageType: "CReq",
    messageVersion: threeDSVersion,
    threeDSServerTransID: threeDS.serverTransactionId,
    acsTransID: threeDS.acsTransactionId,
    challengeWindowSize: threeDS.challengeWindowSize,
  });

/** What the method page posts back to its caller. */
export const toMethodNotification = ({ serverTransactionId }: ThreeDSScenario): string =>
  toBase64UrlJson({ threeDSServerTransID: serverTransactionId });

/** The last word of the access control server, posted to the return address by the payer's browser. */
export const toChallengeResponse = (threeDS: ThreeDSScenario, transStatus: "Y" | "N"): string =>
  toBase64UrlJson({
    messageType: "CRes",
    messageVersion: threeDSVersion,
    threeDSServerTransID: threeDS.serverTransactionId,
    acsTransID: threeDS.acsTransactionId,
    challengeCompletionInd: "Y",
    transStatus,
  });
