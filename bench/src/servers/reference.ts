/**
 * The bare reference: verify, seal, one durable commit, sign, and nothing else: no schema, no rules, no log, no metrics.
 *
 *   node bench/src/servers/reference.ts <port> <SQLite file> <file of the merchant's public key>
 */
import { createCipheriv, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DatabaseSync } from "node:sqlite";

const [port = "", file = "", publicKeyFile = ""] = process.argv.slice(2);
const merchantKey = createPublicKey({
  key: Buffer.from(readFileSync(publicKeyFile, "utf8"), "base64"),
  format: "der",
  type: "spki",
});
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const sealingKey = randomBytes(32);
const database = new DatabaseSync(file);
database.exec(
  "pragma journal_mode = wal; pragma synchronous = full; create table sessions (id text primary key, request_id text unique, body text)",
);
const insert = database.prepare("insert into sessions (id, request_id, body) values (?, ?, ?) on conflict do nothing");

type Waiting = { readonly id: string; readonly requestId: string; readonly body: string; readonly done: () => void };
let waiting: Waiting[] = [];

function commit(): void {
  const group = waiting;
  waiting = [];
  database.exec("begin immediate");
  for (const { id, requestId, body } of group) insert.run(id, requestId, body);
  database.exec("commit");
  for (const { done } of group) done();
}

function handle(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const [clientId, time, header] = ["client-id", "request-time", "signature"].map((name) =>
    String(request.headers[name]),
  );
  const head = Buffer.from(`POST ${request.url ?? ""}\n${clientId}.${time}.`);
  const signature = Buffer.from(decodeURIComponent(header?.split("signature=")[1] ?? ""), "base64");
  if (!verify("RSA-SHA256", Buffer.concat([head, body]), merchantKey, signature)) {
    response.writeHead(400).end();
    return;
  }
  const text = body.toString();
  const id = randomBytes(16).toString("hex");
  const { paymentRequestId } = JSON.parse(text) as { paymentRequestId: string };
  if (waiting.length === 0) setImmediate(commit);
  waiting.push({ id, requestId: paymentRequestId, body: text, done: () => answer(request, response, id) });
}

function answer(request: IncomingMessage, response: ServerResponse, id: string): void {
  const cipher = createCipheriv("aes-256-gcm", sealingKey, randomBytes(12));
  const sealed = Buffer.concat([cipher.update(`${id}${"x".repeat(180)}`), cipher.final(), cipher.getAuthTag()]);
  const result = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." };
  const body = JSON.stringify({ paymentSessionId: id, paymentSessionData: sealed.toString("base64"), result });
  const content = Buffer.from(`POST ${request.url ?? ""}\n${String(request.headers["client-id"])}.now.${body}`);
  sign("RSA-SHA256", content, privateKey, (error, signature) => {
    if (error) throw error;
    const value = encodeURIComponent(signature.toString("base64"));
    response.writeHead(200, { "content-length": String(body.length), "response-time": "now", signature: value });
    response.end(body, "latin1");
  });
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () =>
    chunks.length === 0 ? response.end("ready") : handle(request, response, Buffer.concat(chunks)),
  );
}).listen(Number(port), "127.0.0.1");
