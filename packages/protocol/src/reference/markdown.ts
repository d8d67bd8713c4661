import type { Block, Page } from "./page.ts";

/** One page as a Markdown file. */
export const toMarkdown = ({ title, blocks }: Page): string => `# ${title}\n\n${blocks.map(block).join("\n\n")}\n`;

function block(each: Block): string {
  switch (each.kind) {
    case "heading":
      return `${"#".repeat(each.level)} ${each.text}`;
    case "paragraph":
      return inline(each.text);
    case "table":
      return [row(each.head), row(each.head.map(() => "---")), ...each.rows.map((cells) => row(cells))].join("\n");
    case "code":
      return `\`\`\`${each.language}\n${each.text}\n\`\`\``;
    case "folded":
      return `### ${each.title}\n\n${each.blocks.map(block).join("\n\n")}`;
  }
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => inline(cell).replaceAll("|", String.raw`\|`)).join(" | ")} |`;

/** Outside of code, what could be read as HTML is not. */
const inline = (text: string): string =>
  text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : part.replaceAll("<", "&lt;")))
    .join("");
