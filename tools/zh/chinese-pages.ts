import { sayInChinese } from "./say.ts";
import { followHeadings, translatePage } from "./translate-page.ts";

const note = "> 本页由代码生成。个别说明尚无译文，以英文显示。";

/**
 * The Chinese twins of generated pages, by the same names.
 * @param english by file name
 * @param namesOf pages whose headings are names on the wire
 */
export function chinesePages(
  english: ReadonlyMap<string, string>,
  namesOf: readonly string[] = [],
): ReadonlyMap<string, string> {
  const translated = [...english].map(([name, page]) => {
    const { text, missing } = translatePage(page, sayInChinese, namesOf.includes(name));
    return [
      name,
      { english: page, text: missing.length === 0 ? text : text.replace("\n\n", `\n\n${note}\n\n`) },
    ] as const;
  });
  return followHeadings(new Map(translated));
}
