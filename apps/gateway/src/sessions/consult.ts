import {
  cardBrands,
  type ConsultReply,
  type ConsultRequest,
  type PaymentMethod,
  paymentMethods,
} from "@opencashier/protocol";
import { banksFor, installmentPlansFor } from "../acquirers/index.ts";
import { failed, type Money, type Outcome, succeeded, toAmount, toMoney } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";

type Reply = Omit<ConsultReply, "result">;
type Option = NonNullable<Reply["paymentOptions"]>[number];
type ConsultCode = "NO_PAY_OPTIONS" | "CURRENCY_NOT_SUPPORT" | "SETTLE_CONTRACT_NOT_MATCH";

/**
 * Tells which payment methods the merchant could offer for this amount, best known first: those that are usable, then those
 * that are not and why. Result codes: CURRENCY_NOT_SUPPORT, SETTLE_CONTRACT_NOT_MATCH, NO_PAY_OPTIONS.
 * Source: Antom, consult, read 2026-11-22.
 */
export async function consult(merchant: Merchant, request: ConsultRequest): Promise<Outcome<Reply, ConsultCode>> {
  const amount = toMoney(request.paymentAmount);
  if (merchant.currencies && !merchant.currencies.includes(amount.currency)) {
    const accepted = merchant.currencies.join(", ");
    return failed("CURRENCY_NOT_SUPPORT", `This merchant accepts ${accepted}; received "${amount.currency}".`);
  }
  const settlement = request.settlementStrategy?.settlementCurrency;
  const contracted = merchant.settlementCurrencies;
  if (settlement !== undefined && contracted.length > 0 && !contracted.includes(settlement)) {
    const message = `This merchant settles in ${contracted.join(", ")}; received "${settlement}".`;
    return failed("SETTLE_CONTRACT_NOT_MATCH", message);
  }
  const regions = request.allowedPaymentMethodRegions ?? [];
  const wanted = paymentMethods.filter(({ region }) => regions.length === 0 || regions.includes(region));
  const options = wanted.map((method) => toOption(merchant, method, amount));
  if (!options.some(({ enabled }) => enabled)) return failed("NO_PAY_OPTIONS");
  return succeeded({ paymentOptions: options.toSorted((left, right) => Number(right.enabled) - Number(left.enabled)) });
}

const categories: Readonly<Record<PaymentMethod["category"], NonNullable<Option["paymentMethodCategory"]>>> = {
  "bank app": "MOBILE_BANKING_APP",
  "bank transfer": "BANK_TRANSFER",
  card: "CARD",
  "card wallet": "WALLET",
  "convenience store": "OTC",
  "online banking": "ONLINE_BANKING",
  "pay later": "WALLET",
  wallet: "WALLET",
};

function toOption(merchant: Merchant, method: PaymentMethod, amount: Money): Option {
  const { paymentMethodType, region, currencies } = method;
  const disableReason = findDisableReason(merchant, method, amount);
  return {
    paymentMethodType,
    paymentMethodCategory: categories[method.category],
    paymentMethodRegion: [region],
    enabled: disableReason === undefined,
    ...(disableReason !== undefined && { disableReason }),
    ...(currencies && { supportedCurrencies: [...currencies] }),
    ...toDetail(merchant, method),
    ...toInstallment(merchant, method, amount),
  };
}

function findDisableReason(
  merchant: Merchant,
  { paymentMethodType, currencies, leastValue, mostValue }: PaymentMethod,
  { currency, minor }: Money,
): Option["disableReason"] | undefined {
  if (merchant.paymentMethods && !merchant.paymentMethods.includes(paymentMethodType)) return "CHANNEL_DISABLE";
  if (currencies && !currencies.includes(currency)) return "CHANNEL_NOT_SUPPORT_CURRENCY";
  const isBelow = leastValue !== undefined && minor < BigInt(leastValue);
  const isAbove = mostValue !== undefined && minor > BigInt(mostValue);
  return isBelow || isAbove ? "EXCEED_CHANNEL_LIMIT_RULE" : undefined;
}

const acceptedBrands = (merchant: Merchant): readonly string[] => merchant.cardBrands ?? cardBrands;

function toDetail(merchant: Merchant, { paymentMethodType }: PaymentMethod): Pick<Option, "paymentOptionDetail"> {
  if (paymentMethodType === "CARD") {
    const supportCardBrands = acceptedBrands(merchant).map(toBrand);
    return { paymentOptionDetail: { supportCardBrands, funding: ["CREDIT", "DEBIT"] } };
  }
  const banks = banksFor(paymentMethodType);
  if (banks.length === 0) return {};
  const supportBanks = banks.map(({ bankIdentifierCode, name: bankShortName }) => ({
    bankIdentifierCode,
    bankShortName,
  }));
  return { paymentOptionDetail: { supportBanks } };
}

const toBrand = (cardBrand: string) => ({ cardBrand, logo: { logoName: cardBrand.slice(0, 12) } });

/** A card of each market stands for its plans: which are offered to a payer hangs on the card. */
const marketBins = ["509000", "400605", "460072", "949022", "400001"] as const;

function toInstallment(
  merchant: Merchant,
  { paymentMethodType }: PaymentMethod,
  amount: Money,
): Pick<Option, "installment"> {
  if (paymentMethodType !== "CARD") return {};
  const offers = marketBins.flatMap((bin) => installmentPlansFor({ bin, amount }));
  if (offers.length === 0) return {};
  const plans = offers.map((offer) => ({
    installmentNum: String(offer.installmentNum),
    interval: offer.interval,
    interestRate: "0.00",
    minInstallmentAmount: toAmount(offer.minAmount),
    maxInstallmentAmount: toAmount(offer.maxAmount),
    enabled: true,
  }));
  return { installment: { supportCardBrands: acceptedBrands(merchant).map(toBrand), plans } };
}
