// A gateway that ends itself by SIGKILL at one named instant: `node crashing-gateway.ts <crash point>`. Configured by the
// environment like the command; says `ready` on stdout once it answers.
import { pino } from "pino";
import { loadConfig } from "../../../apps/gateway/src/config/index.ts";
import { startGateway } from "../../../apps/gateway/src/main.ts";

const [wanted] = process.argv.slice(2);
const config = loadConfig({ env: process.env });
const log = pino({ level: "warn" }, pino.destination(2));

await startGateway({
  config,
  log,
  tls: undefined,
  crashPoint(name) {
    if (name === wanted) process.kill(process.pid, "SIGKILL");
  },
});
process.stdout.write("ready\n");
