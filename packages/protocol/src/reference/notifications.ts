import { type NotificationExample, notificationExamplesOf } from "../examples.ts";
import { acknowledged, type NotificationKind, notificationScheduleText } from "../notifications/index.ts";
import { toSchemaNode } from "../schemas/schema-node.ts";
import { codeTable } from "./code-table.ts";
import { fieldTable } from "./field-table.ts";
import { type Block, heading, type Page, paragraph } from "./page.ts";

/** What holds for every notification: where it goes, how it is signed, how it is answered, when it comes again. */
export function notificationsPage(kinds: readonly NotificationKind[]): Page {
  return {
    name: "notifications",
    title: "Notifications",
    blocks: [
      paragraph(
        "The gateway tells the merchant's server what became of a payment, a capture or a refund, as soon as it is " +
          "decided. The news may come more than once and out of order: store it by its ids, and ask " +
          "[inquiryPayment](inquiryPayment.md) when in doubt.",
      ),
      {
        kind: "table",
        head: ["Notification", "`notifyType`", "What it tells", "Sent to"],
        rows: kinds.map(({ name, title, sentTo, notifyTypes }) => [
          `[${name}](${name}.md)`,
          notifyTypes.map((type) => `\`${type}\``).join(", "),
          `${title}.`,
          sentTo,
        ]),
      },
      ...signatureBlocks,
      ...acknowledgementBlocks,
      heading(2, "Retries"),
      paragraph(
        `A notification that is not acknowledged is sent again, up to eight times in about a day: ${notificationScheduleText}. ` +
          "Every try is signed anew, with the time of that try.",
      ),
    ],
  };
}

const signatureBlocks: readonly Block[] = [
  heading(2, "Signature"),
  paragraph(
    "Check it before anything in the body is believed. It is made with the gateway's private key over this text, where " +
      "the path is that of the merchant's own address with its query, as the gateway called it:",
  ),
  {
    kind: "code",
    language: "text",
    text: "POST /hooks/payment\n<client-id>.<request-time>.<body>",
  },
  {
    kind: "table",
    head: ["Header", "Value"],
    rows: [
      ["`client-id`", "Id of the merchant's client: refuse another's."],
      ["`request-time`", "ISO 8601 with an offset, of this try. Refuse what is older than a few minutes."],
      ["`signature`", "`algorithm=RSA256,keyVersion=1,signature=…`: base64, URL-encoded."],
      ["`content-type`", "`application/json; charset=UTF-8`"],
    ],
  },
];

const acknowledgementBlocks: readonly Block[] = [
  heading(2, "Acknowledgement"),
  paragraph(
    "Answer with HTTP status 200 and this body, unsigned, once the news is stored. Another status or body counts as " +
      "not received. Acknowledge kinds you do not know as well, or they come again for a day.",
  ),
  { kind: "code", language: "json", text: JSON.stringify(acknowledged) },
];

export function notificationPage(kind: NotificationKind): Page {
  const { name, title, description, sentTo, notifyTypes } = kind;
  const types = notifyTypes.map((type) => `\`${type}\``).join(" and ");
  return {
    name,
    title: name,
    blocks: [
      paragraph(`${title}. ${description}`),
      paragraph(
        `Sent to ${sentTo}. Of the values of \`notifyType\`, this gateway sends ${types}. How it is signed, acknowledged ` +
          "and sent again is told under [notifications](notifications.md).",
      ),
      heading(2, "Body"),
      fieldTable(toSchemaNode(kind.schema)),
      heading(2, "Result codes"),
      codeTable(kind.resultCodes),
      heading(2, "Examples"),
      ...notificationExamplesOf(name).map(toFolded),
    ],
  };
}

const toFolded = ({ title, description, body }: NotificationExample): Block => ({
  kind: "folded",
  title: `${title} (${body.result.resultCode})`,
  blocks: [paragraph(description), { kind: "code", language: "json", text: JSON.stringify(body, undefined, 2) }],
});
