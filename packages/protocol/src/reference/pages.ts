import { cardBrandsByRegion } from "../card-brands.ts";
import { type Example, examplesOf } from "../examples.ts";
import { type NotificationKind, notifications } from "../notifications/index.ts";
import type { Operation } from "../operation.ts";
import { operations } from "../operations/index.ts";
import { type PaymentMethod, paymentMethods } from "../payment-methods.ts";
import { gatewayResultCodes, type ResultCode, resultCodes } from "../result-codes.ts";
import { toSchemaNode } from "../schemas/schema-node.ts";
import { codeTable } from "./code-table.ts";
import { fieldTable, namedObjects } from "./field-table.ts";
import { notificationPage, notificationsPage } from "./notifications.ts";
import { overviewPage } from "./overview.ts";
import { type Block, heading, type Page, paragraph, toAnchor } from "./page.ts";

const allOperations: readonly Operation[] = Object.values(operations);
const allNotifications: readonly NotificationKind[] = Object.values(notifications);

/** Every page of the reference. Made when called; nothing of it is kept. */
export function makePages(): readonly Page[] {
  return [
    overviewPage(allOperations, allNotifications),
    ...allOperations.map(operationPage),
    notificationsPage(allNotifications),
    ...allNotifications.map(notificationPage),
    objectsPage(),
    resultCodesPage(),
    paymentMethodsPage(),
  ];
}

function operationPage(operation: Operation): Page {
  const { name, path, title, description, idempotencyField } = operation;
  const repeat =
    idempotencyField === undefined
      ? []
      : [paragraph(`A repeat with the same \`${idempotencyField}\` is the same call and answers the same.`)];
  return {
    name,
    title: name,
    blocks: [
      paragraph(`${title}. ${description}`),
      { kind: "code", language: "http", text: `POST ${path}` },
      paragraph("The live gateway prefixes the path with `/ams/api`, the sandbox with `/ams/sandbox/api`."),
      ...repeat,
      heading(2, "Request"),
      fieldTable(toSchemaNode(operation.requestSchema)),
      heading(2, "Reply"),
      fieldTable(toSchemaNode(operation.replySchema)),
      heading(2, "Result codes"),
      codeTable(operation.resultCodes),
      paragraph("Any operation may also answer the [codes of the gateway](result-codes.md#codes-of-the-gateway)."),
      heading(2, "Examples"),
      ...examplesOf(name).map(toFolded),
    ],
  };
}

const toFolded = ({ title, description, request, reply }: Example): Block => ({
  kind: "folded",
  title: `${title} (${reply.result.resultCode})`,
  blocks: [
    paragraph(description),
    { kind: "code", language: "json", text: JSON.stringify(request, undefined, 2) },
    paragraph("Reply:"),
    { kind: "code", language: "json", text: JSON.stringify(reply, undefined, 2) },
  ],
});

function objectsPage(): Page {
  const found = new Map<string, ReturnType<typeof toSchemaNode>>();
  for (const { requestSchema, replySchema } of allOperations) {
    namedObjects(toSchemaNode(requestSchema), found);
    namedObjects(toSchemaNode(replySchema), found);
  }
  for (const { schema } of allNotifications) namedObjects(toSchemaNode(schema), found);
  const objects = [...found].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return {
    name: "objects",
    title: "Objects",
    blocks: [
      paragraph(
        "The objects that messages are made of. Required means: when the object is sent. Fields not listed are kept and ignored.",
      ),
      paragraph(objects.map(([name]) => `[${name}](objects.md#${toAnchor(name)})`).join(", ")),
      ...objects.flatMap(([name, node]) => [
        heading(2, name),
        paragraph(node["x-about"] ?? node.description ?? ""),
        fieldTable(node),
      ]),
    ],
  };
}

function resultCodesPage(): Page {
  return {
    name: "result-codes",
    title: "Result codes",
    blocks: [
      paragraph(
        "Every answer has HTTP status 200 and a `result`. `S` and `F` are final. `U` is not: inquire, or repeat the call " +
          "with the same id, before doing the same thing again under another id.",
      ),
      heading(2, "Codes of the gateway"),
      paragraph("Any operation may answer these, mostly before it looks at what is asked."),
      codeTable(gatewayResultCodes),
      heading(2, "All codes"),
      paragraph("Which of them an operation answers stands on its page; codes of later payment results are included."),
      codeTable(Object.keys(resultCodes) as ResultCode[]),
    ],
  };
}

function paymentMethodsPage(): Page {
  return {
    name: "payment-methods",
    title: "Payment methods",
    blocks: [
      paragraph(
        "What `paymentMethodType` may be. Bounds are in the currency's smallest unit; a blank means that no figure is " +
          "known. Which methods a merchant may use is its contract's matter.",
      ),
      {
        kind: "table",
        head: ["Method", "Region", "Kind", "Flow", "Currencies", "Amount", "Refund", "Stays unpaid", "Cancel"],
        rows: paymentMethods.map(toRow),
      },
      heading(2, "Card brands"),
      paragraph("The brands of each card region, as `supportedCardBrands` and `selectedCardBrand` spell them."),
      {
        kind: "table",
        head: ["Region", "Brands"],
        rows: Object.entries(cardBrandsByRegion).map(([region, brands]) => [
          region,
          brands.map((brand) => `\`${brand}\``).join(", "),
        ]),
      },
    ],
  };
}

const cancelTexts: Readonly<Record<PaymentMethod["cancel"], string>> = {
  "7 days": "within 7 days",
  day: "until 00:15 UTC+8 of the next day",
  unpaid: "before it is paid",
  never: "never",
};

const toRow = (method: PaymentMethod): readonly string[] => [
  `\`${method.paymentMethodType}\``,
  method.region,
  method.category,
  method.flows.join(", "),
  method.currencies?.join(", ") ?? "as contracted",
  [method.leastValue && `from ${method.leastValue}`, method.mostValue && `to ${method.mostValue}`]
    .filter((bound) => bound !== undefined)
    .join(" "),
  [method.refund, method.refundDays && `${method.refundDays} days`].filter((part) => part !== undefined).join(", "),
  toDuration(method.unpaidLifetimeMs),
  cancelTexts[method.cancel],
];

function toDuration(durationMs: number): string {
  const minutes = durationMs / 60_000;
  if (minutes < 60) return `${minutes} min`;
  return minutes <= 48 * 60 ? `${minutes / 60} h` : `${minutes / (24 * 60)} days`;
}
