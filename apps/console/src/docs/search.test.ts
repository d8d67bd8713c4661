import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Language } from "../texts/use-texts.tsx";
import { findHits, toExcerpt, toIndex, toWords } from "./search.ts";

const docs = fileURLToPath(new URL("../../../../docs/", import.meta.url));

/** The pages of two folders as the gateway hands them out, but for their links. */
const indexOf = (language: Language) =>
  toIndex(
    language,
    ["integrating", "reference", "operating"].flatMap((section) => {
      const folder = `${docs}${language === "zh" ? "zh/" : ""}${section}/`;
      return readdirSync(folder)
        .filter((name) => name.endsWith(".md"))
        .map((name) => {
          const markdown = readFileSync(folder + name, "utf8");
          const title = /^# (.+)$/m.exec(markdown)?.[1] ?? "";
          return { section, page: name.replace(/\.md$/, "").replace("README", "overview"), title, markdown };
        });
    }),
  );

const english = await indexOf("en");
const chinese = await indexOf("zh");

describe("a search", () => {
  test.each([
    [english, "createPaymentSession", "/docs/en/reference/createPaymentSession"],
    [english, "payment session", "/docs/en/reference/createPaymentSession"],
    [english, "key rotation", "/docs/en/operating/overview"],
    [english, "retries", "/docs/en/reference/notifications"],
    [english, "OPENCASHIER_PUBLIC_URL", "/docs/en/operating/configuration"],
    [english, "permissions-policy", "/docs/en/integrating/content-security-policy"],
    [english, "instalments", "/docs/en/integrating/sandbox"],
    [chinese, "密钥轮换", "/docs/zh/operating/overview"],
    [chinese, "生命周期", "/docs/zh/reference/payment-life-cycle"],
    [chinese, "故障", "/docs/zh/integrating/sandbox"],
    [chinese, "内容安全策略", "/docs/zh/integrating/content-security-policy"],
    [chinese, "refundRequestId", "/docs/zh/reference/refund"],
    [chinese, "主密钥 备份", "/docs/zh/operating/overview"],
  ])("finds %#: %s", (index, query, address) => {
    const found = findHits(index, query).map((hit) => hit.address);
    expect(found.slice(0, 5)).toContain(address);
  });

  test("ranks a heading before text that only mentions the word", () => {
    const [first] = findHits(english, "backup");
    expect(first).toMatchObject({
      name: "Operating OpenCashier › Backup",
      anchor: "backup",
      address: "/docs/en/operating/overview",
    });
  });

  test("answers with what fits in part when nothing fits whole, and with nothing when nothing does", () => {
    expect(findHits(english, "refund xylophone").length).toBeGreaterThan(0);
    expect(findHits(english, "qqqzzzxxx")).toEqual([]);
  });
});

test("code names are words by themselves and by their parts; Chinese is cut at its words", () => {
  expect(toWords("paymentRequestId")).toEqual(["paymentRequestId", "payment", "Request", "Id"]);
  expect(toWords("REFUND_IN_PROCESS")).toEqual(["REFUND_IN_PROCESS", "REFUND", "IN", "PROCESS"]);
  expect(toWords("支付会话")).toEqual(["支付", "会话"]);
});

test("an excerpt shows the words found and what stands around them", () => {
  const text = `${"before ".repeat(30)}the refund (partly) of it ${"after ".repeat(40)}`;
  const excerpt = toExcerpt(text, ["refund", "(partly"]);
  expect(excerpt.filter(({ isMarked }) => isMarked).map((part) => part.text)).toEqual(["refund", "(partly"]);
  const whole = excerpt.map((part) => part.text).join("");
  expect(whole.length).toBeLessThan(200);
  expect(whole).toMatch(/^… before .* …$/);
});
