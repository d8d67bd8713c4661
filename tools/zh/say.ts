import { readFileSync } from "node:fs";
import type { Say } from "./translate-page.ts";

const dictionary = JSON.parse(readFileSync(new URL("dictionary.json", import.meta.url), "utf8")) as Readonly<
  Record<string, string>
>;

/** Sentences that differ in a figure or a name only. What a pattern holds is said by the dictionary where it is text. */
const patterns: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^At most (\d+) characters\.$/, (max) => `最多 ${max} 个字符。`],
  [/^At most (\d+) elements\.$/, (max) => `最多 ${max} 个元素。`],
  [/^One of (.+)\.$/, (values = "") => `取值：${values.replaceAll(", ", "、")}。`],
  [/^Each one of (.+)\.$/, (values = "") => `每个元素的取值：${values.replaceAll(", ", "、")}。`],
  [/^Condition: (.+)$/, (condition = "") => `条件：${dictionary[condition] ?? condition}`],
  [/^Array of (.+)$/, (inner = "") => `数组，元素为 ${dictionary[inner] ?? inner}`],
  [/^(.+) \(([A-Z_]+)\)$/, (title = "", code) => `${dictionary[title] ?? title}（${code}）`],
  [/^(\d+) min$/, (count) => `${count} 分钟`],
  [/^(\d+) h$/, (count) => `${count} 小时`],
  [/^(\d+) days$/, (count) => `${count} 天`],
  [/^from (\d+) to (\d+)$/, (least, most) => `${least} 到 ${most}`],
  [/^from (\d+)$/, (least) => `${least} 起`],
  [/^to (\d+)$/, (most) => `最多 ${most}`],
  [/^(partial|full|none), (\d+) days$/, (kind = "", days) => `${dictionary[kind] ?? kind}，${days} 天`],
  [/^(.+) \*$/, (text = "") => `${dictionary[text] ?? text} *`],
];

/** Simplified Chinese for what generated pages say. */
export const sayInChinese: Say = (english) => {
  const known = dictionary[english];
  if (known !== undefined) return known;
  for (const [pattern, toChinese] of patterns) {
    const match = pattern.exec(english);
    if (match) return toChinese(...match.slice(1));
  }
  return undefined;
};
