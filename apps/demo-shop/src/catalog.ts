/** What is sold, in the smallest unit of SGD. */
export type Product = { readonly id: string; readonly name: string; readonly about: string; readonly minor: number };

export const products: readonly Product[] = [
  { id: "mug", name: "Stoneware mug", about: "350 ml, glazed by hand", minor: 24_00 },
  { id: "bowl", name: "Noodle bowl", about: "Wide, deep and heavy", minor: 36_50 },
  { id: "teapot", name: "Teapot", about: "Pours without a drip", minor: 89_00 },
];

/** Where the buyer is: the currency, and what an SGD is worth there in its smallest unit. Rates are for show. */
export type Market = { readonly id: string; readonly name: string; readonly currency: string; readonly rate: number };

export const markets: readonly Market[] = [
  { id: "sg", name: "Singapore (SGD)", currency: "SGD", rate: 1 },
  { id: "br", name: "Brazil (BRL): installments, PIX", currency: "BRL", rate: 4 },
  { id: "ph", name: "Philippines (PHP): GCash", currency: "PHP", rate: 43 },
  { id: "my", name: "Malaysia (MYR): FPX, Touch'n Go", currency: "MYR", rate: 3.3 },
  { id: "eu", name: "Netherlands (EUR): iDEAL", currency: "EUR", rate: 0.69 },
  { id: "jp", name: "Japan (JPY)", currency: "JPY", rate: 1.13 },
];

/** How the buyer pays. Each is one of the ways an integration can be built. */
export const styles = [
  { id: "element", name: "Everything in this page", about: "AMSElement with every method" },
  { id: "card", name: "Card form in this page", about: "AMSElement with one method" },
  { id: "popup", name: "Pop-up", about: "AMSCashierPayment" },
  { id: "page", name: "Gateway's own page", about: "Redirect to normalUrl" },
] as const;

export type Style = (typeof styles)[number]["id"];

export type Amount = { readonly currency: string; readonly value: string };

export function formatAmount({ currency, value }: Amount): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = value.padStart(digits + 1, "0");
  return format.format((digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`) as never);
}
