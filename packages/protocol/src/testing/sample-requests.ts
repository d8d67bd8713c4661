/** Requests that decode, for tests to bend. Every call gives a copy of its own. */
export type SampleRequest = Record<string, unknown>;

export const cardRequest = (): SampleRequest => ({
  productCode: "CASHIER_PAYMENT",
  paymentRequestId: "PR20261122-0001",
  order: {
    referenceOrderId: "SO-100001",
    orderDescription: "Ceramic tea set",
    orderAmount: { currency: "EUR", value: "24900" },
    goods: [
      {
        referenceGoodsId: "TEA-1",
        goodsName: "Tea set",
        goodsUnitAmount: { currency: "EUR", value: "24900" },
        goodsQuantity: "1",
        goodsUrl: "https://shop.example.com/tea-set",
        deliveryMethodType: "PHYSICAL",
      },
    ],
    buyer: {
      referenceBuyerId: "buyer_1",
      buyerName: { firstName: "Ana", lastName: "Weiß" },
      buyerEmail: "ana@example.com",
      buyerRegistrationTime: "2019-11-27T12:01:01+08:00",
    },
  },
  paymentAmount: { currency: "EUR", value: "24900" },
  paymentFactor: { isAuthorization: "true", captureMode: "AUTOMATIC" },
  paymentMethod: {
    paymentMethodType: "CARD",
    paymentMethodMetaData: {
      cardNo: "4054695723100768",
      cvv: "321",
      expiryMonth: "11",
      expiryYear: "31",
      cardholderName: { firstName: "Ana", lastName: "Weiß" },
      is3DSAuthentication: "true",
      paymentMethodRegion: "GLOBAL",
    },
  },
  settlementStrategy: { settlementCurrency: "EUR" },
  paymentRedirectUrl: "https://shop.example.com/return?orderNo=SO-100001",
  paymentNotifyUrl: "https://shop.example.com/hooks/payment",
  env: { terminalType: "WEB", clientIp: "203.0.113.9", colorDepth: "24", timeZoneOffset: "-120" },
});

export const walletRequest = (): SampleRequest => ({
  productCode: "CASHIER_PAYMENT",
  paymentRequestId: "PR20261122-0002",
  order: {
    referenceOrderId: "SO-100002",
    orderDescription: "Phone credit",
    orderAmount: { currency: "PHP", value: "50000" },
  },
  paymentAmount: { currency: "PHP", value: "50000" },
  paymentMethod: { paymentMethodType: "GCASH" },
  settlementStrategy: { settlementCurrency: "USD" },
  paymentRedirectUrl: "https://shop.example.com/return",
});

export const checkoutPageRequest = (): SampleRequest => ({
  productCode: "CASHIER_PAYMENT",
  productScene: "CHECKOUT_PAYMENT",
  paymentRequestId: "PR20261122-0003",
  order: {
    referenceOrderId: "SO-100003",
    orderDescription: "Handmade tea bowl",
    orderAmount: { currency: "JPY", value: "4800" },
  },
  paymentAmount: { currency: "JPY", value: "4800" },
  availablePaymentMethod: { paymentMethodTypeList: [{ paymentMethodType: "CARD", paymentMethodOrder: "1" }] },
  allowedPaymentMethodRegions: ["JP", "GLOBAL"],
  paymentRedirectUrl: "https://shop.example.com/return",
});

/** Sets, or with undefined removes, what stands at a path such as "order.goods[0].goodsName". */
export function withField(request: SampleRequest, path: string, value: unknown): SampleRequest {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop() ?? "";
  let holder: Record<string, unknown> = request;
  for (const step of steps) holder = (holder[step] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return request;
}
