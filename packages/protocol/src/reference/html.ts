import { type Block, type Page, toAnchor } from "./page.ts";
import { referenceStyle } from "./style.ts";

/** All pages as one HTML document that needs no other file and runs no script. */
export function toHtml(title: string, pages: readonly Page[]): string {
  const links = pages.map((page) => `<li><a href="#${toAnchor(page.name)}">${escapeHtml(page.title)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${referenceStyle}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Pages"><p><strong>${escapeHtml(title)}</strong></p><ul>${links.join("")}</ul></nav>
<main id="content">
<h1>${escapeHtml(title)}</h1>
${pages.map(section).join("\n")}
</main>
</body>
</html>
`;
}

function section(page: Page): string {
  const blocks = page.blocks.map((each) => block(page, each)).join("\n");
  const id = toAnchor(page.name);
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(page.title)}</h2>\n${blocks}\n</section>`;
}

function block(page: Page, each: Block): string {
  switch (each.kind) {
    case "heading": {
      const level = each.level + 1;
      return `<h${level} id="${headingId(page.name, toAnchor(each.text))}">${escapeHtml(each.text)}</h${level}>`;
    }
    case "paragraph":
      return `<p>${inline(each.text)}</p>`;
    case "table":
      return table(each.head, each.rows);
    case "code":
      return `<pre tabindex="0"><code>${escapeHtml(each.text)}</code></pre>`;
    case "folded": {
      const inner = each.blocks.map((child) => block(page, child)).join("\n");
      return `<details><summary>${escapeHtml(each.title)}</summary>\n${inner}\n</details>`;
    }
  }
}

/** Cells carry their column's name, which narrow screens show in place of the head. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const headCells = head.map((cell) => `<th scope="col">${inline(cell)}</th>`).join("");
  const bodyRows = rows.map((cells) => {
    const columns = cells.map(
      (cell, index) => `<td data-column="${escapeHtml(head[index] ?? "")}">${inline(cell)}</td>`,
    );
    return `<tr>${columns.join("")}</tr>`;
  });
  return `<table>\n<thead><tr>${headCells}</tr></thead>\n<tbody>\n${bodyRows.join("\n")}\n</tbody>\n</table>`;
}

const headingId = (pageName: string, anchor: string): string => `${toAnchor(pageName)}-${anchor}`;

const inline = (text: string): string =>
  text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : withLinks(part)))
    .join("");

/** Links lead from file to file in Markdown and from place to place here. */
const withLinks = (text: string): string =>
  escapeHtml(text).replaceAll(
    /\[([^\]]+)\]\(([\w-]+)\.md(?:#([\w-]+))?\)/g,
    (_, label: string, name: string, anchor?: string) => {
      return `<a href="#${anchor === undefined ? toAnchor(name) : headingId(name, anchor)}">${label}</a>`;
    },
  );

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);
