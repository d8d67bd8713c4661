import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../../test/support/engines.ts";
import { returnUrl, toCard, tokenOf, useTestAcquirer } from "../../../../../test/support/sandbox-acquirer.ts";
import type { AuthorizationAnswer, AuthorizeRequest, PayerStep } from "../connector.ts";
import type { ChallengeEnd } from "./authenticate-card.ts";

const fromBase64Url = (text: string | undefined): Record<string, string> =>
  JSON.parse(Buffer.from(text ?? "", "base64url").toString()) as Record<string, string>;

const threeDSResultOf = (answer: AuthorizationAnswer | { kind: "not-found" }) =>
  answer.kind === "succeeded" || answer.kind === "failed" ? answer.details.paymentResultInfo?.threeDSResult : undefined;

describe.each(engines)("3-D Secure on %s", (engine) => {
  const it = useTestAcquirer(useDb(engine));

  async function begin(number: string, changes: Partial<AuthorizeRequest> = {}) {
    const { acquirer, authorization, clock } = it();
    const brand = number.startsWith("6200") ? { brand: "CUP" } : {};
    const request = authorization({ card: toCard(number, brand), threeDS: "required", ...changes });
    const answer = await acquirer.connector.authorize(request);
    const inquire = (payerStep?: PayerStep) =>
      acquirer.connector.inquire({
        ...request,
        now: clock.now(),
        of: "authorization",
        ...(payerStep && { payerStep }),
      });
    return { request, answer, inquire };
  }

  async function beginChallenge(number = "4000000300001106") {
    const begun = await begin(number);
    const { answer } = begun;
    if (answer.kind !== "needs-action" || answer.action.type !== "three-ds-challenge") expect.fail("no challenge");
    const token = tokenOf(answer.action.url);
    const end = (how: ChallengeEnd) => it().acquirer.pages.answerChallenge(token, { end: how });
    const type = (code: string) => it().acquirer.pages.answerChallenge(token, { code });
    return { ...begun, action: answer.action, token, end, type };
  }

  test.each([
    ["Y", "4000000300000108", "succeeded", { eci: "05", challenged: false, threeDSOffered: true }],
    ["Y of Mastercard", "5200000000030103", "succeeded", { eci: "02" }],
    ["A", "4000000300000405", "succeeded", { eci: "06" }],
    ["A of Mastercard", "5200000000030400", "succeeded", { eci: "01" }],
    ["U", "4000000300000702", "succeeded", { eci: "07", threeDStransactionStatusReason: "22" }],
    ["U where the issuer insists", "4000000300000801", "AUTHENTICATION_REQUIRED", { eci: "07" }],
    ["I", "4000000300000900", "succeeded", { eci: "07" }],
    ["N", "4000000300000504", "USER_PAYMENT_VERIFICATION_FAILED", { threeDStransactionStatusReason: "01" }],
    ["R", "4000000300000603", "ISSUER_REJECTS_TRANSACTION", { threeDStransactionStatusReason: "11" }],
    ["Y for a number without a case of its own", "4111111111111111", "succeeded", { eci: "05" }],
  ])("transStatus %s decides without the payer", async (_, number, result, threeDSResult) => {
    const { answer } = await begin(number);
    expect(answer).toMatchObject(result === "succeeded" ? { kind: result } : { kind: "failed", resultCode: result });
    expect(threeDSResultOf(answer)).toMatchObject({ threeDSVersion: "2.2.0", ...threeDSResult });
    const isAuthenticated = ["05", "06", "01", "02"].includes(threeDSResultOf(answer)?.eci ?? "");
    expect(threeDSResultOf(answer)?.cavv !== undefined).toBe(isAuthenticated);
  });

  test.each([
    ["off", "4000000300001106", "AUTHENTICATION_REQUIRED"],
    ["if-demanded", "4000000300001106", "needs-action"],
    ["off", "4000000300001403", "succeeded"],
    ["if-demanded", "4000000300001403", "succeeded"],
    ["required", "4000000300001403", "needs-action"],
    ["off", "4000000100001900", "AUTHENTICATION_REQUIRED"],
    ["if-demanded", "4000000100001900", "succeeded"],
    ["required", "9490220011669217", "succeeded"],
  ] as const)("with the preference %s the card %s answers %s", async (threeDS, number, expected) => {
    const { answer } = await begin(number, { threeDS });
    expect(answer.kind === "failed" ? answer.resultCode : answer.kind).toBe(expected);
  });

  test("a Korean card is never authenticated", async () => {
    expect(threeDSResultOf((await begin("9490220011669217")).answer)).toBeUndefined();
  });

  test.each([
    ["method-completed", "4000000300000207", "succeeded"],
    ["method-timed-out", "4000000300000306", "succeeded"],
    ["method-completed", "4000000300001205", "needs-action"],
    ["method-timed-out", "4000000300001304", "needs-action"],
  ] as const)("after %s the card %s goes on and answers %s", async (step, number, expected) => {
    const { answer, inquire } = await begin(number);
    if (answer.kind !== "needs-action" || answer.action.type !== "three-ds-method") expect.fail("no method");
    const data = fromBase64Url(answer.action.parameters["threeDSMethodData"]);
    expect(data["threeDSMethodNotificationURL"]).toBe(returnUrl);
    expect(await it().acquirer.pages.showMethod(tokenOf(answer.action.url))).toMatchObject({
      returnUrl,
      isSilent: step === "method-timed-out",
    });
    expect(await inquire()).toEqual(answer);
    expect(await inquire("challenge-abandoned")).toEqual(answer);
    const next = await inquire(step);
    expect(next.kind).toBe(expected);
    if (next.kind === "needs-action") expect(next.action.type).toBe("three-ds-challenge");
  });

  test("a challenge asks in the wanted window, for the same transaction throughout", async () => {
    const payer = { terminalType: "WEB", challengeWindowSize: "02" } as const;
    const { answer, inquire } = await begin("4000000300001106", { payer });
    if (answer.kind !== "needs-action" || answer.action.type !== "three-ds-challenge") expect.fail("no challenge");
    const request = fromBase64Url(answer.action.parameters["creq"]);
    expect(request).toMatchObject({ messageType: "CReq", messageVersion: "2.2.0", challengeWindowSize: "02" });
    expect(answer.action.challengeWindowSize).toBe("02");
    const page = await it().acquirer.pages.answerChallenge(tokenOf(answer.action.url), { code: "123 456" });
    const response = fromBase64Url(page?.challengeResponse);
    expect(response).toMatchObject({ messageType: "CRes", transStatus: "Y", challengeCompletionInd: "Y" });
    expect(response["acsTransID"]).toBe(request["acsTransID"]);
    expect(response["threeDSServerTransID"]).toBe(request["threeDSServerTransID"]);
    expect(await inquire("challenge-returned")).toMatchObject({ kind: "succeeded" });
  });

  test.each(["4000000300001106", "5200000000031101", "370000000031106", "6200000000031109"])(
    "a passed challenge of %s is vouched for and told to the gateway",
    async (number) => {
      const { end, inquire, request } = await beginChallenge(number);
      expect(await end("approved")).toMatchObject({ status: "PAID", lastFour: number.slice(-4) });
      const answer = await inquire();
      expect(answer.kind).toBe("succeeded");
      expect(threeDSResultOf(answer)).toMatchObject({
        challenged: true,
        eci: number.startsWith("52") ? "02" : "05",
        cavv: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/) as string,
      });
      expect(it().updates).toContain(`${request.clientId} ${request.operationId}`);
    },
  );

  test.each([
    ["refused", "USER_PAYMENT_VERIFICATION_FAILED", { threeDStransactionStatusReason: "01" }],
    ["not-mine", "FRAUD_REJECT", { threeDStransactionStatusReason: "11" }],
    ["cancelled", "USER_PAYMENT_VERIFICATION_FAILED", { challengeCancel: "01" }],
    ["timed-out", "USER_PAYMENT_VERIFICATION_FAILED", { challengeCancel: "04" }],
    ["unavailable", "AUTHENTICATION_REQUIRED", { threeDStransactionStatusReason: "22" }],
  ] as const)("a challenge that was %s fails with %s", async (how, resultCode, threeDSResult) => {
    const { end, inquire } = await beginChallenge();
    const page = await end(how);
    expect(page?.status).toBe("REFUSED");
    expect(fromBase64Url(page?.challengeResponse)["transStatus"]).toBe("N");
    const answer = await inquire("challenge-returned");
    expect(answer).toMatchObject({ kind: "failed", resultCode });
    expect(threeDSResultOf(answer)).toMatchObject({ challenged: true, ...threeDSResult });
  });

  test("the third wrong code ends the challenge, a right one before does not count against it", async () => {
    const { type, inquire } = await beginChallenge();
    expect(await type("000000")).toMatchObject({ status: "OPEN", wrongCodes: 1 });
    expect(await type("")).toMatchObject({ status: "OPEN", wrongCodes: 2 });
    expect(await type("654321")).toMatchObject({ status: "REFUSED" });
    expect(await inquire()).toMatchObject({ kind: "failed", resultCode: "VERIFY_TIMES_EXCEED_LIMIT" });
    const other = await beginChallenge();
    await other.type("000000");
    expect(await other.type("123456")).toMatchObject({ status: "PAID" });
  });

  test("what has been decided stays decided, whatever the browser then says", async () => {
    const { end, inquire } = await beginChallenge();
    await end("approved");
    expect((await end("refused"))?.status).toBe("PAID");
    expect((await inquire("challenge-abandoned")).kind).toBe("succeeded");
  });

  test("a browser cannot say that a challenge was passed", async () => {
    const { inquire, action } = await beginChallenge();
    expect(await inquire("challenge-returned")).toMatchObject({ kind: "needs-action", action });
  });

  test("a challenge the payer walks away from fails at once when the browser says so, else after ten minutes", async () => {
    const abandoned = await beginChallenge();
    const left = await abandoned.inquire("challenge-abandoned");
    expect(threeDSResultOf(left)).toMatchObject({ challengeCancel: "03" });
    const silent = await beginChallenge();
    const shown = await beginChallenge();
    await it().acquirer.pages.showChallenge(shown.token);
    it().clock.advance(10 * 60_000 - 1);
    expect((await silent.inquire()).kind).toBe("needs-action");
    it().clock.advance(1);
    expect(threeDSResultOf(await silent.inquire())).toMatchObject({ challengeCancel: "05" });
    expect(threeDSResultOf(await shown.inquire())).toMatchObject({ challengeCancel: "04" });
  });

  test("a payer who confirms elsewhere leaves it pending for two minutes", async () => {
    const { answer, inquire, request } = await begin("4000000300001007");
    expect(answer.kind).toBe("pending");
    it().clock.advance(2 * 60_000);
    while ((await it().acquirer.settleDue()) > 0);
    expect(it().updates).toContain(`${request.clientId} ${request.operationId}`);
    expect(threeDSResultOf(await inquire())).toMatchObject({ eci: "05", challenged: false });
  });
});
