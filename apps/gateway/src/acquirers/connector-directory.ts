import { assert } from "../kernel/index.ts";
import { isSandboxClientId, type Merchant } from "../merchants/index.ts";
import type { Connector } from "./connector.ts";

export type ConnectorDirectory = {
  /** Where this merchant's payments go. Undefined: nobody acquires for it, so it has no way to be paid. */
  readonly connectorFor: (merchant: Pick<Merchant, "clientId">) => Connector | undefined;
  /** The connector an attempt was made with, which is asked about it for ever. */
  readonly connectorNamed: (name: string) => Connector;
};

/** Sandbox merchants are served by the simulator and never by a real acquirer; there is no real one yet. */
export function createConnectorDirectory({ sandbox }: { readonly sandbox: Connector }): ConnectorDirectory {
  const connectors = new Map([[sandbox.name, sandbox]]);
  return {
    connectorFor: ({ clientId }) => (isSandboxClientId(clientId) ? sandbox : undefined),
    connectorNamed: (name) => {
      const connector = connectors.get(name);
      assert(connector, "an attempt names a connector this gateway has");
      return connector;
    },
  };
}
