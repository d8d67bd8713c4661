import { expect, test } from "vitest";
import { decoderOf } from "../decode.ts";
import {
  cardRequest,
  checkoutPageRequest,
  type SampleRequest,
  walletRequest,
  withField,
} from "../testing/sample-requests.ts";
import { operations } from "./index.ts";

const decode = decoderOf(operations.createPaymentSession);

const refusalOf = (request: SampleRequest): string | undefined => {
  const decoded = decode(Buffer.from(JSON.stringify(request)));
  return decoded.ok ? undefined : `${decoded.violation.field} ${decoded.violation.rule}`;
};

const metadata = "paymentMethod.paymentMethodMetaData";

const changed = (request: SampleRequest, changes: Readonly<Record<string, unknown>>): SampleRequest =>
  Object.entries(changes).reduce((bent, [path, value]) => withField(bent, path, value), request);

test.each([
  ["a wallet needs no paymentFactor", walletRequest(), {}],
  ["with a productScene the payer chooses the method later", checkoutPageRequest(), {}],
  [
    "a card kept from before needs no number",
    cardRequest(),
    { [metadata]: undefined, "paymentMethod.paymentMethodId": "t" },
  ],
  [
    "a payment the merchant starts has no cvv",
    cardRequest(),
    { [`${metadata}.cvv`]: undefined, [`${metadata}.recurringType`]: "SCHEDULED" },
  ],
  [
    "without a region nobody knows whether a cvv is wanted",
    cardRequest(),
    { [`${metadata}.cvv`]: undefined, [`${metadata}.paymentMethodRegion`]: undefined },
  ],
  [
    "an app may be returned to by its own scheme",
    walletRequest(),
    { env: { terminalType: "APP", osType: "IOS" }, paymentRedirectUrl: "shopapp://return" },
  ],
  [
    "an app may also be told of in order.env",
    walletRequest(),
    { "order.env": { terminalType: "APP", osType: "ANDROID" }, paymentRedirectUrl: "shopapp://return" },
  ],
  ["a plan with its card", cardRequest(), { creditPayPlan: { installmentNum: 12, interval: "MONTH" } }],
  [
    "periods to offer, while the gateway asks",
    walletRequest(),
    { enableInstallmentCollection: true, creditPayPlan: { filteredInstallmentPeriods: [3, 6] } },
  ],
  ["rupiah without sen", walletRequest(), { paymentAmount: { currency: "IDR", value: "30000" } }],
  [
    "an order amount unlike the payment amount",
    walletRequest(),
    { "order.orderAmount": { currency: "IDR", value: "12345" } },
  ],
  [
    "a Brazilian card with all it takes",
    cardRequest(),
    {
      [`${metadata}.paymentMethodRegion`]: "BR",
      [`${metadata}.cpf`]: "12345678909",
      [`${metadata}.payerEmail`]: "a@example.com",
    },
  ],
  [
    "a Korean card without cvv",
    cardRequest(),
    {
      [`${metadata}.paymentMethodRegion`]: "KR",
      [`${metadata}.cvv`]: undefined,
      [`${metadata}.cardNo`]: "9490220011669217",
    },
  ],
])("accepted: %s", (_, request, changes) => {
  expect(refusalOf(changed(request, changes))).toBeUndefined();
});

test.each([
  ["paymentFactor.isAuthorization is required for CARD", cardRequest(), { paymentFactor: { captureMode: "MANUAL" } }],
  ["settlementStrategy is required unless productScene is given", walletRequest(), { settlementStrategy: undefined }],
  ["env.osType is required when terminalType is not WEB", walletRequest(), { env: { terminalType: "WAP" } }],
  [
    "order.env.osType is required when terminalType is not WEB",
    walletRequest(),
    { "order.env": { terminalType: "APP" } },
  ],
  [`${metadata}.cpf is required with cardNo`, cardRequest(), { [`${metadata}.paymentMethodRegion`]: "BR" }],
  [`${metadata}.payerEmail is required with cardNo`, cardRequest(), { [`${metadata}.paymentMethodRegion`]: "MX" }],
  [`${metadata}.expiryMonth is required with cardNo`, cardRequest(), { [`${metadata}.expiryMonth`]: undefined }],
  [`${metadata}.cpf must be 11 digits`, cardRequest(), { [`${metadata}.cpf`]: "123" }],
  [
    "savedPaymentMethods[1].paymentMethodMetaData.cardNo must be",
    cardRequest(),
    {
      savedPaymentMethods: [
        { paymentMethodType: "CARD" },
        { paymentMethodType: "CARD", paymentMethodMetaData: { cardNo: "1" } },
      ],
    },
  ],
  [
    "availablePaymentMethod.paymentMethodMetaData.cvv must be 3 or 4 digits",
    checkoutPageRequest(),
    { "availablePaymentMethod.paymentMethodMetaData": { cvv: "12" } },
  ],
  ["creditPayPlan.installmentNum needs the card data", walletRequest(), { creditPayPlan: { installmentNum: 3 } }],
  [
    "creditPayPlan.installmentNum must be absent when enableInstallmentCollection is true",
    cardRequest(),
    { enableInstallmentCollection: "true", creditPayPlan: { installmentNum: 3 } },
  ],
  [
    "creditPayPlan.feePercentage is required when",
    cardRequest(),
    { creditPayPlan: { installmentNum: 3, creditPayFeeType: "PERCENTAGE" } },
  ],
  [
    "creditPayPlan.feePercentage must be a whole number from 0 to 100",
    cardRequest(),
    { creditPayPlan: { installmentNum: 3, feePercentage: 101 } },
  ],
  [
    "order.shipping.shippingAddress is required for PAGALEVE",
    walletRequest(),
    { "paymentMethod.paymentMethodType": "PAGALEVE" },
  ],
  [
    "order.buyer.buyerPhoneNoContryCode is required for STCPAY",
    walletRequest(),
    { "paymentMethod.paymentMethodType": "STCPAY" },
  ],
  [
    "order.declaration.declarationBeneficiaryId is required with",
    walletRequest(),
    { "order.declaration": { declarationBizScene: "HOTEL" } },
  ],
  [
    "paymentAmount.value must be a multiple of 100 for JKOPAY",
    walletRequest(),
    { paymentAmount: { currency: "TWD", value: "150" }, "paymentMethod.paymentMethodType": "JKOPAY" },
  ],
  [
    "paymentAmount.value must be a multiple of 10 for OCTOPUS",
    walletRequest(),
    { paymentAmount: { currency: "HKD", value: "15" }, "paymentMethod.paymentMethodType": "OCTOPUS" },
  ],
])("refused: %s", (refusal, request, changes) => {
  expect(refusalOf(changed(request, changes))?.slice(0, refusal.length)).toBe(refusal);
});
