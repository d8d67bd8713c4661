import { afterAll, beforeAll } from "vitest";
import { assert } from "../../apps/gateway/src/kernel/index.ts";
import {
  createHome,
  type GatewayProcess,
  openAccount,
  prepareHome,
  type PreparedHome,
  removeHome,
  startGatewayProcess,
  withStore,
} from "../support/gateway-process.ts";
import { openConnection, type RawReply } from "../support/raw-http.ts";
import {
  findReplyFault,
  readMessage,
  type ReplyMessage,
  requestBytes,
  sandboxPath,
  type Signer,
  signRequest,
} from "../support/signed-request.ts";
import type { Account } from "./clients/client-model.ts";

/** A gateway in a process of its own, embedded, for the tests of one file. */
export type TestGateway = {
  readonly process: GatewayProcess;
  readonly merchant: Signer;
  /** Another merchant of the same gateway. */
  readonly other: Signer;
  readonly account: Account;
  /** Sends bytes on a connection of its own and answers the raw reply. */
  readonly send: (request: Uint8Array, how?: { readonly isTls: boolean }) => Promise<RawReply>;
  /** Calls an operation as that merchant and checks everything every reply promises. */
  readonly call: (operation: string, message: object, signer?: Signer) => Promise<ReplyMessage>;
};

/** Valid inside tests and hooks. */
export function useGateway(): () => TestGateway {
  let gateway: TestGateway | undefined;
  let home: PreparedHome | undefined;
  beforeAll(async () => {
    home = await prepareHome(createHome());
    const other = await withStore(home, (db) => openAccount(db, "SANDBOX_5YOTHER00000000001"));
    gateway = toTestGateway(home, other, await startGatewayProcess(home));
  });
  afterAll(async () => {
    await gateway?.process.stop();
    if (home) removeHome(home);
  });
  return () => {
    assert(gateway, "the gateway is asked for inside a test");
    return gateway;
  };
}

function toTestGateway(home: PreparedHome, other: Signer, process: GatewayProcess): TestGateway {
  const { merchant, gatewayKey } = home;
  const send: TestGateway["send"] = async (request, { isTls } = { isTls: false }) => {
    const port = isTls ? process.httpsPort : process.port;
    assert(port !== undefined, "an embedded gateway speaks HTTPS");
    const connection = await openConnection({ port, isTls });
    try {
      return await connection.exchange(request);
    } finally {
      connection.close();
    }
  };
  return {
    process,
    merchant,
    other,
    account: { clientId: merchant.clientId, privateKey: merchant.privateKey, gatewayKey },
    send,
    async call(operation, message, signer = merchant) {
      const path = sandboxPath(operation);
      const reply = await send(
        requestBytes(await signRequest(signer, { path, body: Buffer.from(JSON.stringify(message)) })),
      );
      const fault = findReplyFault({ method: "POST", path, clientId: signer.clientId }, reply, gatewayKey);
      assert(fault === undefined, `every reply keeps its promises, but: ${fault}`);
      return readMessage(reply);
    },
  };
}
