import type { NotificationKind } from "../notifications/index.ts";
import type { Operation } from "../operation.ts";
import { heading, type Page, paragraph } from "./page.ts";

/** What holds for every operation: where the list of operations is, how values are written, how calls are signed. */
export function overviewPage(operations: readonly Operation[], notifications: readonly NotificationKind[]): Page {
  return {
    name: "README",
    title: "API reference",
    blocks: [
      paragraph("Payment sessions as Antom's One-time Payments API speaks them."),
      {
        kind: "table",
        head: ["Operation", "Path", "What it does"],
        rows: operations.map(({ name, path, title }) => [`[${name}](${name}.md)`, `\`POST ${path}\``, `${title}.`]),
      },
      paragraph("And what the gateway sends by itself to the merchant's server, as [notifications](notifications.md):"),
      {
        kind: "table",
        head: ["Notification", "What it tells"],
        rows: notifications.map(({ name, title }) => [`[${name}](${name}.md)`, `${title}.`]),
      },
      paragraph(
        "Also here: [objects](objects.md), [result codes](result-codes.md), [payment methods](payment-methods.md). " +
          "The same as an OpenAPI 3.1 document: `openapi.json`, which a running gateway serves at `/openapi.json`.",
      ),
      heading(2, "Values"),
      {
        kind: "table",
        head: ["Rule", "In practice"],
        rows: valueRules,
      },
      heading(2, "Signatures"),
      paragraph(
        "Requests are signed by the merchant, replies and notifications by the gateway: RSASSA-PKCS1-v1_5 with SHA-256 " +
          "and RSA keys of 2,048 bits, over this text:",
      ),
      { kind: "code", language: "text", text: "POST <path>\n<client-id>.<time>.<body>" },
      paragraph(
        "`<path>` is the path as sent, with prefix and query. `<time>` is the text of `request-time`, or of `response-time` " +
          "in a reply. `<body>` is the bytes as sent; they are never parsed and written anew for signing.",
      ),
      { kind: "table", head: ["Header", "On", "Value"], rows: headers },
    ],
  };
}

const valueRules: readonly (readonly string[])[] = [
  ["Scalars are text", '`"20"` and `20`, `"true"` and `true` mean the same and are all accepted.'],
  ["Absent", "A member that is null or empty text counts as absent. Elements of arrays stay."],
  ["Unknown fields", "Kept and ignored, never refused."],
  ["Amounts", "Digits in the currency's smallest unit: 12.50 USD is `1250`, 12 JPY is `12`."],
  ["Lengths", "Characters are Unicode code points; an emoji is one or more of them."],
  ["Times", "ISO 8601 with an offset, such as `2026-11-22T10:30:00+08:00`."],
  ["Numbers", "Beyond 2^53, or with digits a double would lose, they must be written as text."],
  ["Keys", "None twice in an object, none named `__proto__`; at most 32 levels of objects and arrays."],
];

const headers: readonly (readonly string[])[] = [
  ["`client-id`", "request, reply, notification", "Id of the merchant's client; the reply repeats it."],
  ["`request-time`", "request, notification", "ISO 8601 with an offset; in requests, milliseconds since 1970 as well."],
  ["`response-time`", "reply", "ISO 8601 with an offset."],
  [
    "`signature`",
    "request, reply, notification",
    "`algorithm=RSA256,keyVersion=1,signature=…`: base64, URL-encoded. Without keyVersion, the newest key.",
  ],
  ["`content-type`", "request, reply, notification", "`application/json; charset=UTF-8`"],
  ["`agent-token`", "request", "Optional: token of an agent that acts for the merchant."],
];
