/**
 * A merchant's server that acknowledges whatever comes, at the least cost, so that the gateway is what is measured: raw
 * sockets, `node bench/src/receiver.ts <port>`. What it has received is at GET /count.
 */
import { createServer } from "node:net";
import { acknowledged } from "@opencashier/protocol";
import { isWholeMessage } from "./reply.ts";

const acknowledgement = toReply(JSON.stringify(acknowledged));
let count = 0;

createServer({ noDelay: true }, (socket) => {
  let request = "";
  // The gateway closes what rests, and at its end everything at once.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    request += chunk.toString("latin1");
    const isCountAsked = request.startsWith("GET ") && request.endsWith("\r\n\r\n");
    if (!isCountAsked && !isWholeMessage(request)) return;
    request = "";
    if (isCountAsked) socket.write(toReply(String(count)));
    else {
      count += 1;
      socket.write(acknowledgement);
    }
  });
}).listen(Number(process.argv[2]), "127.0.0.1");

function toReply(body: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
