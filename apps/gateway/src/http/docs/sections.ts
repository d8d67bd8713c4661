/** Languages the documentation is written in; the first stands for the others where a page was not translated. */
export const docsLanguages = ["en", "zh"] as const;
export type DocsLanguage = (typeof docsLanguages)[number];

type Section = {
  /** As in addresses. */
  readonly name: string;
  readonly titles: Readonly<Record<DocsLanguage, string>>;
  /** Folder below docs/ (and below docs/zh/); empty for the pages that stand there directly. */
  readonly folder: string;
  /** In the order of reading. Pages that are not named follow by name. */
  readonly order: readonly string[];
};

export const docsSections: readonly Section[] = [
  {
    name: "integrating",
    titles: { en: "Integrating", zh: "集成" },
    folder: "integrating",
    order: ["overview", "checkout", "checkout-sdk", "content-security-policy", "sandbox"],
  },
  {
    name: "reference",
    titles: { en: "API reference", zh: "API 参考" },
    folder: "reference",
    // Operations, then notifications, then what they share.
    order: (
      "overview createPaymentSession retrievePaymentSession consult pay inquiryPayment capture cancel refund inquiryRefund " +
      "notifications notifyPayment notifyCapture notifyRefund payment-life-cycle result-codes payment-methods objects"
    ).split(" "),
  },
  {
    name: "operating",
    titles: { en: "Operating", zh: "运维" },
    folder: "operating",
    order: ["overview", "configuration", "cli", "console", "notifications"],
  },
  { name: "about", titles: { en: "About", zh: "其他" }, folder: "", order: ["glossary", "compatibility"] },
];

export type DocsPlace = { readonly language: DocsLanguage; readonly section: string; readonly page: string };

/** Address of a page's Markdown twin; the page itself has the same without the ending. */
export const toTwinPath = ({ language, section, page }: DocsPlace): string =>
  `/console/docs/${language}/${section}/${page}.md`;

/** @param path of a Markdown file below docs/, such as `zh/integrating/README.md`; undefined for what is no page. */
export function toPlace(path: string): DocsPlace | undefined {
  const parts = path.split("/");
  const language = parts[0] === "zh" ? "zh" : "en";
  const [file = "", folder = "", ...deeper] = (language === "zh" ? parts.slice(1) : parts).toReversed();
  const section = docsSections.find((one) => one.folder === folder);
  const name = /^([\w-]+)\.md$/.exec(file)?.[1];
  if (!section || deeper.length > 0 || name === undefined) return undefined;
  const page = name === "README" ? "overview" : name;
  // What stands among the sections' folders, such as docs/decisions, is not served.
  return section.folder === "" && !section.order.includes(page) ? undefined : { language, section: section.name, page };
}
