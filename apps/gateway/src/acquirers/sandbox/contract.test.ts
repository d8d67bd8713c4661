import { describe } from "vitest";
import { describeConnector } from "../../../../../test/support/connector-contract.ts";
import { engines, useDb } from "../../../../../test/support/engines.ts";
import { makeTestAcquirer, toCard, tokenOf } from "../../../../../test/support/sandbox-acquirer.ts";
import { type Db, many } from "../../db/index.ts";

describe.each(engines)("on %s", (engine) => {
  const db = useDb(engine);

  describeConnector("sandbox", () => {
    const { acquirer } = makeTestAcquirer(db());
    return Promise.resolve({
      connector: acquirer.connector,
      approvedCard: toCard("4054695723100768").reveal(),
      refusedCard: toCard("4054692760174822").reveal(),
      walletMethod: "GCASH",
      approve: async (answer) => {
        if (answer.kind !== "needs-action" || answer.action.type !== "redirect") return;
        await acquirer.pages.choose(tokenOf(answer.action.url), { name: "approve", minutes: 1 });
      },
      storedText: () => storedText(db()),
    });
  });
});

const storedText = async (db: Db): Promise<string> =>
  JSON.stringify(
    await many(db.connection, (row: object) => ({ ...row }))`
      select client_id, operation_id, acquirer_reference, scenario, state, payment_method_type, page_token
        from sandbox_operations`,
  );
