/**
 * What a createPaymentSession request must keep to beyond the shape of its fields, as far as the request alone decides.
 * Rules the references state without doubt are enforced; where they only advise, nothing is refused.
 * Source: Antom, createPaymentSession reference and card payment pages, read 2026-11-22.
 */
import { isCardNo } from "../card-brands.ts";
import { brokenAmountRule } from "../money.ts";
import { toReceived, type Violation } from "../violation.ts";
import type { CreatePaymentSessionRequest } from "./create-payment-session-messages.ts";

type Rule = (request: CreatePaymentSessionRequest) => Violation | undefined;

/** What `pay` shares with a session: everything but what a productScene changes. */
export type PaymentTerms = Pick<
  CreatePaymentSessionRequest,
  | "creditPayPlan"
  | "env"
  | "order"
  | "paymentAmount"
  | "paymentFactor"
  | "paymentMethod"
  | "paymentNotifyUrl"
  | "paymentRedirectUrl"
>;

type TermsRule = (terms: SessionTerms) => Violation | undefined;

/** Both requests; the fields that only a session has are absent in a `pay`. */
type SessionTerms = PaymentTerms &
  Partial<
    Pick<
      CreatePaymentSessionRequest,
      "availablePaymentMethod" | "enableInstallmentCollection" | "productScene" | "savedPaymentMethods"
    >
  >;

/** The first rule that the request breaks, always in the same order. */
export function checkPaymentSession(request: CreatePaymentSessionRequest): Violation | undefined {
  for (const rule of rules) {
    const violation = rule(request);
    if (violation) return violation;
  }
  return undefined;
}

const termsRules: readonly TermsRule[] = [
  checkAmount,
  checkUrls,
  checkTerminals,
  checkCards,
  checkInstallments,
  checkMethodNeeds,
];

const rules: readonly Rule[] = [checkProduct, checkRequiredParts, ...termsRules];

/** The rules of a payment that no session carries. */
export function checkPaymentTerms(terms: PaymentTerms): Violation | undefined {
  for (const rule of [checkCardFactor, ...termsRules]) {
    const violation = rule(terms);
    if (violation) return violation;
  }
  return undefined;
}

/**
 * Auto debit and in-store payments move money in other ways; taken for a one-time payment they would charge wrongly.
 * Source: Antom, `productCode`, read 2026-11-22.
 */
export const checkOneTimeProduct = (productCode: string): Violation | undefined =>
  productCode === "CASHIER_PAYMENT"
    ? undefined
    : broken("productCode", "must be CASHIER_PAYMENT: only one-time payments are taken", productCode);

/**
 * Where no browser SDK tells it, the terminal decides which links the payer can follow.
 * Source: Antom, pay and consult, `env.terminalType`, read 2026-11-22.
 */
export function checkTerminal(env: NonNullable<Env>): Violation | undefined {
  if (env.terminalType === undefined) return missing("env.terminalType");
  return needsOsType(env) ? missing("env.osType", osTypeRule) : undefined;
}

/** Source: Antom, paymentFactor.isAuthorization, read 2026-11-22. */
function checkCardFactor({ paymentMethod, paymentFactor }: PaymentTerms): Violation | undefined {
  if (paymentMethod?.paymentMethodType !== "CARD") return undefined;
  if (paymentFactor === undefined) return missing("paymentFactor", "is required for CARD");
  if (paymentFactor.isAuthorization === undefined) {
    return missing("paymentFactor.isAuthorization", "is required for CARD");
  }
  return undefined;
}

const missing = (field: string, rule = "is required"): Violation => ({ field, rule, received: undefined });

const broken = (field: string, rule: string, value: string): Violation => ({
  field,
  rule,
  received: toReceived(value, false),
});

function checkProduct({ productCode }: CreatePaymentSessionRequest): Violation | undefined {
  if (productCode === "CASHIER_PAYMENT") return undefined;
  return broken("productCode", "must be CASHIER_PAYMENT for a payment session", productCode);
}

/** With a productScene the payer chooses the method on the page, so the parts that hang on a method are not demanded. */
function checkRequiredParts(request: CreatePaymentSessionRequest): Violation | undefined {
  if (request.productScene !== undefined) return undefined;
  if (request.paymentMethod === undefined) return missing("paymentMethod", "is required unless productScene is given");
  if (request.settlementStrategy === undefined) {
    return missing("settlementStrategy", "is required unless productScene is given");
  }
  return checkCardFactor(request);
}

function checkAmount({ paymentAmount, paymentMethod }: SessionTerms): Violation | undefined {
  return checkAmountOf("paymentAmount", paymentAmount, paymentMethod?.paymentMethodType);
}

/** @param field the amount's own name; @param method decides on further bounds, where the request names one. */
export function checkAmountOf(field: string, amount: Amount, method?: string): Violation | undefined {
  const rule = brokenAmountRule(amount, method);
  return rule === undefined ? undefined : broken(`${field}.value`, rule, amount.value);
}

/** Notifications are posted by the gateway itself, so an app's own scheme leads nowhere. */
export const checkNotifyUrl = (field: string, url: string | undefined): Violation | undefined =>
  url === undefined || isWebUrl(url) ? undefined : broken(field, "must be an http or https URL", url);

const isWebUrl = (url: string): boolean => /^https?:\/\//i.test(url);

function checkUrls(request: SessionTerms): Violation | undefined {
  const { paymentRedirectUrl, paymentNotifyUrl } = request;
  const isApp = request.env?.terminalType === "APP" || request.order.env?.terminalType === "APP";
  if (!isApp && !isWebUrl(paymentRedirectUrl)) {
    const rule = "must be an http or https URL unless env.terminalType is APP";
    return broken("paymentRedirectUrl", rule, paymentRedirectUrl);
  }
  return checkNotifyUrl("paymentNotifyUrl", paymentNotifyUrl);
}

function checkTerminals({ env, order }: SessionTerms): Violation | undefined {
  if (needsOsType(env)) return missing("env.osType", osTypeRule);
  if (needsOsType(order.env)) return missing("order.env.osType", osTypeRule);
  return undefined;
}

type Amount = CreatePaymentSessionRequest["paymentAmount"];
type Env = CreatePaymentSessionRequest["env"];

const osTypeRule = "is required when terminalType is not WEB";

const needsOsType = (env: Env): boolean =>
  env?.terminalType !== undefined && env.terminalType !== "WEB" && env.osType === undefined;

type CardData = NonNullable<NonNullable<CreatePaymentSessionRequest["paymentMethod"]>["paymentMethodMetaData"]>;

function checkCards(request: SessionTerms): Violation | undefined {
  const { paymentMethod, availablePaymentMethod, savedPaymentMethods = [] } = request;
  return (
    checkCard("paymentMethod", paymentMethod?.paymentMethodMetaData) ??
    checkCard("availablePaymentMethod", availablePaymentMethod?.paymentMethodMetaData) ??
    firstOf(savedPaymentMethods, (method, index) => {
      return checkCard(`savedPaymentMethods[${index}]`, method.paymentMethodMetaData);
    })
  );
}

function firstOf<Item>(items: readonly Item[], check: (item: Item, index: number) => Violation | undefined) {
  for (const [index, item] of items.entries()) {
    const violation = check(item, index);
    if (violation) return violation;
  }
  return undefined;
}

/** Regions whose issuers want the verification value with the number. */
const regionsWithCvv = new Set(["GLOBAL", "BR", "CL", "MX", "PE"]);
const regionsWithPayerEmail = new Set(["BR", "CL", "MX", "PE"]);

function checkCard(holder: string, card: CardData | undefined): Violation | undefined {
  if (card === undefined) return undefined;
  const field = (name: keyof CardData): string => `${holder}.paymentMethodMetaData.${name}`;
  const secret = (name: "cardNo" | "cvv" | "cpf", rule: string): Violation => ({
    field: field(name),
    rule,
    received: toReceived(card[name], true),
  });
  if (card.cvv !== undefined && !/^\d{3,4}$/.test(card.cvv)) return secret("cvv", "must be 3 or 4 digits");
  if (card.cpf !== undefined && !/^\d{11}$/.test(card.cpf)) return secret("cpf", "must be 11 digits");
  if (card.cardNo === undefined) return undefined;
  if (!isCardNo(card.cardNo)) {
    return secret("cardNo", "must be 12 to 19 digits with a valid check digit (Luhn)");
  }
  const absent = requiredWithCardNo(card).find((name) => card[name] === undefined);
  return absent === undefined ? undefined : missing(field(absent), "is required with cardNo");
}

/** Where the region is not told, what it would demand is not known either. */
function requiredWithCardNo(card: CardData): readonly (keyof CardData)[] {
  const region = card.paymentMethodRegion ?? "";
  const isStoredCredential = card.networkTransactionId !== undefined || card.recurringType !== undefined;
  const required: (keyof CardData)[] = ["expiryMonth", "expiryYear"];
  if (regionsWithCvv.has(region) && !isStoredCredential) required.push("cvv");
  if (region === "BR") required.push("cpf");
  if (regionsWithPayerEmail.has(region)) required.push("payerEmail");
  return required;
}

/** Either the gateway asks the payer, or the merchant's plan comes with the card it is meant for. */
function checkInstallments(request: SessionTerms): Violation | undefined {
  const { creditPayPlan: plan, enableInstallmentCollection, paymentMethod } = request;
  if (plan === undefined) return undefined;
  const { installmentNum, filteredInstallmentPeriods, creditPayFeeType, feePercentage } = plan;
  if (installmentNum === undefined && filteredInstallmentPeriods === undefined) {
    return missing("creditPayPlan.installmentNum");
  }
  if (creditPayFeeType === "PERCENTAGE" && feePercentage === undefined) {
    return missing("creditPayPlan.feePercentage", "is required when creditPayFeeType is PERCENTAGE");
  }
  if (installmentNum === undefined) return undefined;
  if (enableInstallmentCollection === "true") {
    const rule = "must be absent when enableInstallmentCollection is true: then the payer chooses";
    return broken("creditPayPlan.installmentNum", rule, installmentNum);
  }
  const hasCard = paymentMethod?.paymentMethodId ?? paymentMethod?.paymentMethodMetaData?.cardNo;
  if (hasCard !== undefined || request.productScene !== undefined) return undefined;
  const rule = "needs the card data in paymentMethod.paymentMethodMetaData";
  return broken("creditPayPlan.installmentNum", rule, installmentNum);
}

function checkMethodNeeds({ paymentMethod, order }: SessionTerms): Violation | undefined {
  const type = paymentMethod?.paymentMethodType;
  if (type === "PAGALEVE" && order.shipping?.shippingAddress === undefined) {
    return missing("order.shipping.shippingAddress", "is required for PAGALEVE");
  }
  if (type === "STCPAY" && order.buyer?.buyerPhoneNoContryCode === undefined) {
    return missing("order.buyer.buyerPhoneNoContryCode", "is required for STCPAY");
  }
  const { declarationBizScene, declarationBeneficiaryId } = order.declaration ?? {};
  if ((declarationBizScene === undefined) !== (declarationBeneficiaryId === undefined)) {
    const absent = declarationBizScene === undefined ? "declarationBizScene" : "declarationBeneficiaryId";
    return missing(`order.declaration.${absent}`, "is required with the other field of the declaration");
  }
  return undefined;
}
