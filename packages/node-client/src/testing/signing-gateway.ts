import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  contentToSign,
  formatSignatureHeader,
  signContentSync,
  toPrivateKeyText,
  toPublicKeyText,
} from "@opencashier/protocol";
import type { ClientOptions } from "../create-client.ts";

/** A request as it arrived on the socket. */
export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

export type Answer = {
  readonly body: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signer: KeyObject;
  readonly keyVersion: number;
  /** What happens to the answer after it was signed. */
  readonly tamper: (body: string, headers: Record<string, string>) => string;
};

/** How the next request is answered: the usual signed answer with changes, or anything a socket can do. */
export type Act = Partial<Answer> | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server on a real socket that really signs what it answers. */
export type SigningGateway = {
  readonly url: string;
  readonly merchant: KeyPair;
  readonly keys: KeyPair;
  act: Act;
  received: Received[];
  readonly options: (changed?: Partial<ClientOptions>) => ClientOptions;
  readonly close: () => void;
};

type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

export const clientId = "SANDBOX_5Y00000000000001";

export const newKeyPair = (): KeyPair => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** @param usualBody what is answered unless `act` says otherwise. */
export async function startSigningGateway(usualBody: string): Promise<SigningGateway> {
  const [merchant, keys] = [newKeyPair(), newKeyPair()];
  const usual = { body: usualBody, signer: keys.privateKey };
  const server = createServer((request, response) => void handle(stand, usual, { request, response }));
  const url = await listen(server);
  const stand: SigningGateway = {
    url,
    merchant,
    keys,
    act: {},
    received: [],
    options: (changed = {}) => ({
      gatewayUrl: url,
      clientId,
      merchantPrivateKey: toPrivateKeyText(merchant.privateKey),
      gatewayPublicKeys: toPublicKeyText(keys.publicKey),
      clock: () => 1_795_313_730_123,
      ...changed,
    }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return stand;
}

/** Starts a server on a free port of this machine. @returns its origin. */
export async function listen(started: Server): Promise<string> {
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

async function handle(
  stand: SigningGateway,
  usual: Pick<Answer, "body" | "signer">,
  { request, response }: Exchange,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url: path = "", headers } = request;
  stand.received.push({ method, path, headers, body: Buffer.concat(chunks) });
  const { act } = stand;
  if (typeof act === "function") act(request, response);
  else answer(path, response, { status: 200, headers: {}, keyVersion: 1, tamper: (body) => body, ...usual, ...act });
}

function answer(path: string, response: ServerResponse, wanted: Answer): void {
  const time = "2026-11-22T02:15:31+00:00";
  const content = contentToSign({ method: "POST", path, clientId, time, body: Buffer.from(wanted.body) });
  const signature = signContentSync(content, wanted.signer);
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "response-time": time,
    signature: formatSignatureHeader({ keyVersion: wanted.keyVersion, signature }),
    ...wanted.headers,
  };
  const body = wanted.tamper(wanted.body, headers);
  response.writeHead(wanted.status, headers).end(body);
}

/** What a call rejects with; a call that resolves fails the test. */
export async function caught(pending: Promise<unknown>): Promise<Error> {
  const ended = await pending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (ended instanceof Error) return ended;
  throw new Error("the call was expected to reject with an error");
}
