import { Anchor, Typography } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { useTexts } from "../texts/use-texts.tsx";
import { Code } from "./code.tsx";
import { type Document, type Heading, textOf, unescapeText } from "./markdown.ts";
import { StateMoves } from "./state-moves.tsx";

type Headings = ReadonlyMap<Token, Heading>;

/** A page's tokens as elements: no text of a page is ever read as HTML. */
export function DocsText({ document: { tokens, headings } }: { readonly document: Document }) {
  return (
    <Typography className="docs-text">
      <Blocks tokens={tokens} headings={headings} />
    </Typography>
  );
}

function Blocks({ tokens, headings }: { readonly tokens: readonly Token[]; readonly headings: Headings }) {
  return tokens.map((token, index) => <Block key={index} token={token} headings={headings} />);
}

function Block({ token, headings }: { readonly token: Token; readonly headings: Headings }): ReactNode {
  switch (token.type) {
    case "heading":
      return <Title token={token as Tokens.Heading} heading={headings.get(token)} />;
    case "paragraph":
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      );
    case "text":
      return token.tokens ? <Inline tokens={token.tokens} /> : unescapeText(String(token.text));
    case "code": {
      const { text, lang } = token as Tokens.Code;
      return lang === "mermaid" ? <StateMoves text={text} /> : <Code text={text} language={lang ?? ""} />;
    }
    case "table":
      return <Table token={token as Tokens.Table} />;
    case "list":
      return <List token={token as Tokens.List} headings={headings} />;
    case "blockquote":
      return (
        <blockquote>
          <Blocks tokens={token.tokens ?? []} headings={headings} />
        </blockquote>
      );
    case "hr":
      return <hr />;
    // Comments of the generator, and nothing else.
    default:
      return null;
  }
}

function Title({ token, heading }: { readonly token: Tokens.Heading; readonly heading: Heading | undefined }) {
  const Tag = `h${token.depth}` as "h1";
  if (token.depth === 1) {
    return (
      <Tag id={heading?.anchor}>
        <Inline tokens={token.tokens} />
      </Tag>
    );
  }
  return (
    <Tag id={heading?.anchor}>
      <a href={`#${heading?.anchor}`} className="docs-heading">
        <Inline tokens={token.tokens} />
      </a>
    </Tag>
  );
}

function List({ token, headings }: { readonly token: Tokens.List; readonly headings: Headings }) {
  const items = token.items.map((item, index) => (
    <li key={index}>
      <Blocks tokens={item.tokens} headings={headings} />
    </li>
  ));
  return token.ordered ? <ol start={token.start === "" ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token: { header, rows } }: { readonly token: Tokens.Table }) {
  const { t } = useTexts();
  return (
    <div className="docs-table" tabIndex={0} role="region" aria-label={t("docsTable")} data-columns={header.length}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index} scope="col">
                <Inline tokens={cell.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, index) => (
                <td key={index}>
                  <Inline tokens={cell.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inline({ tokens = [] }: { readonly tokens: readonly Token[] | undefined }) {
  return tokens.map((token, index) => <Fragment key={index}>{inline(token)}</Fragment>);
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return <code>{String(token.text)}</code>;
    case "link":
      return <DocsLink token={token as Tokens.Link} />;
    case "br":
      return <br />;
    case "html":
      return null;
    default:
      return "tokens" in token && token.tokens ? <Inline tokens={token.tokens} /> : unescapeText(textOf(token));
  }
}

/** The gateway names other pages by their Markdown twins; a reader stays among the pages. */
function DocsLink({ token: { href, tokens } }: { readonly token: Tokens.Link }) {
  const twin = /^\/console(\/docs\/[\w/-]+)\.md(?:#(.+))?$/.exec(href);
  if (twin?.[1] !== undefined) {
    return (
      <Anchor component={Link} to={twin[1]} {...(twin[2] !== undefined && { hash: decodeURIComponent(twin[2]) })}>
        <Inline tokens={tokens} />
      </Anchor>
    );
  }
  const isElsewhere = /^https?:/.test(href);
  if (!isElsewhere && !/^[#/]/.test(href)) return <Inline tokens={tokens} />;
  return (
    <Anchor href={href} {...(isElsewhere && { target: "_blank", rel: "noreferrer" })}>
      <Inline tokens={tokens} />
    </Anchor>
  );
}
