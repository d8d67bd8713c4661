import { describeConnector } from "./connector-contract.ts";
import { testCard } from "./payment-fixture.ts";
import { createScriptedConnector } from "./scripted-connector.ts";

/** The number that the acquirer of this test refuses, so that it can answer the kit's cards by their number. */
const refusedNumber = "4054692760174822";

describeConnector("scripted", () => {
  const acquirer = createScriptedConnector("scripted", ({ card }) => {
    if (!card) return "ask";
    return card.reveal().number === refusedNumber ? "decline" : "approve";
  });
  const approvedCard = testCard().reveal();
  return Promise.resolve({
    connector: acquirer.connector,
    approvedCard,
    refusedCard: { ...approvedCard, number: refusedNumber },
    walletMethod: "GCASH",
    approve: (answer) => {
      if (answer.kind !== "needs-action" || answer.action.type !== "redirect") return Promise.resolve();
      acquirer.turn(answer.action.url.split("/").at(-1) ?? "", "approve");
      return Promise.resolve();
    },
    storedText: () => Promise.resolve(acquirer.storedText()),
  });
});
