import { attemptLifeCycle, captureLifeCycle, type LifeCycle, paymentLifeCycle, refundLifeCycle } from "./state.ts";

/** docs/reference/payment-life-cycle.md: the tables of state.ts as diagrams. */
export function lifeCyclePage(): string {
  return [
    "# Life cycle of a payment",
    "There is a payment from the moment the payer first submits, or `pay` is called; before that, inquiryPayment answers " +
      "ORDER_NOT_EXIST. Every move below is one conditional update in the database, committed together with its " +
      "notification. A move that is not drawn does not happen.",
    ...sections.flatMap(([title, about, lifeCycle]) => [
      `## ${title}`,
      about,
      `\`\`\`mermaid\n${toStateDiagram(lifeCycle)}\n\`\`\``,
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

const sections: readonly (readonly [title: string, about: string, lifeCycle: LifeCycle])[] = [
  [
    "Payment",
    "`paymentStatus` of inquiryPayment. SUCCESS covers authorized and captured alike; refunds leave it SUCCESS and are " +
      "listed in `transactions`. SUCCESS, FAIL, CANCELLED and PENDING are told by notifyPayment, once each; a paid payment " +
      "that is cancelled is answered by cancel itself.",
    paymentLifeCycle,
  ],
  [
    "Attempt",
    "One try of the payer to pay, inside the gateway only. A payment sees attempts one after another until one succeeds; " +
      "the first recorded success pays, and any other is given back by itself.",
    attemptLifeCycle,
  ],
  ["Capture", "`transactionStatus` of a CAPTURE; told by notifyCapture.", captureLifeCycle],
  ["Refund", "`refundStatus` of inquiryRefund; told by notifyRefund.", refundLifeCycle],
];

/** @returns the text of a Mermaid state diagram; final states lead to the end. */
export function toStateDiagram({ start, moves, table }: LifeCycle): string {
  const ends = Object.keys(table).filter((state) => table[state]?.length === 0);
  return [
    "stateDiagram-v2",
    `  [*] --> ${start}`,
    ...moves.map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`),
    ...ends.map((state) => `  ${state} --> [*]`),
  ].join("\n");
}
