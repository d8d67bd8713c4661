/**
 * The floor: reads a whole request, signs an answer of the usual size, answers. Checks nothing, stores nothing.
 *
 *   node bench/src/servers/bare.ts <port> async|cluster
 *
 * `async` signs on the thread pool of one process, `cluster` on the main thread of one process per core.
 */
import cluster from "node:cluster";
import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";

const [port = "", form = "async"] = process.argv.slice(2);
const body = JSON.stringify({
  paymentSessionId: "PS01M833FVR43AESDNPKEBJ687GJH85TNMTYRR",
  paymentSessionData: "x".repeat(583),
  paymentSessionExpiryTime: "2026-11-23T03:24:18Z",
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." },
});

if (form === "cluster" && cluster.isPrimary) {
  for (let worker = 0; worker < availableParallelism(); worker++) cluster.fork();
} else {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const clientId = String(request.headers["client-id"]);
      const time = `${new Date().toISOString().slice(0, 19)}+00:00`;
      const content = Buffer.from(`POST ${request.url ?? ""}\n${clientId}.${time}.${body}`);
      const answer = (signature: Buffer) => {
        response.writeHead(200, {
          "content-type": "application/json; charset=UTF-8",
          "client-id": clientId,
          "response-time": time,
          signature: `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(signature.toString("base64"))}`,
          "content-length": String(body.length),
        });
        response.end(body, "latin1");
      };
      if (form === "cluster") answer(sign("RSA-SHA256", content, privateKey));
      else {
        sign("RSA-SHA256", content, privateKey, (error, signature) => {
          if (error) throw error;
          answer(signature);
        });
      }
    });
  }).listen(Number(port), "127.0.0.1");
}
