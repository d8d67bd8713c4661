/**
 * A merchant's server that acknowledges whatever comes, at the least cost: `node bench/src/receiver.ts <port>`. What it
 * has received is at GET /count.
 */
import { createServer } from "node:http";
import { acknowledged } from "@opencashier/protocol";

const acknowledgement = Buffer.from(JSON.stringify(acknowledged));
let count = 0;

createServer({ keepAliveTimeout: 3_600_000 }, (request, response) => {
  if (request.method === "GET") {
    response.end(String(count));
    return;
  }
  request.resume();
  request.on("end", () => {
    count += 1;
    response.writeHead(200, { "content-type": "application/json", "content-length": acknowledgement.length });
    response.end(acknowledgement);
  });
}).listen(Number(process.argv[2]), "127.0.0.1");
