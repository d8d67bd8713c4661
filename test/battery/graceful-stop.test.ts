import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createHome,
  type GatewayProcess,
  prepareHome,
  type PreparedHome,
  removeHome,
  startGatewayProcess,
} from "../support/gateway-process.ts";
import { openConnection, type RawConnection } from "../support/raw-http.ts";
import { report } from "./battery-run.ts";
import { startLoad } from "./load.ts";

const workers = 32;
const answersBeforeStop = 300;

let home: PreparedHome;
let gateway: GatewayProcess;

beforeAll(async () => {
  home = await prepareHome(createHome());
  gateway = await startGatewayProcess(home, { env: { OPENCASHIER_LOG_LEVEL: "info", OPENCASHIER_LOG_FORMAT: "json" } });
});

afterAll(async () => {
  await gateway.kill();
  removeHome(home);
});

test("a stop under load answers every request that was sent, says so at /readyz, ends with 0 and loses no log line", async () => {
  const load = startLoad(home, { port: gateway.port, workers });
  const probe = await openConnection({ port: gateway.port });
  expect(await readStatus(probe)).toBe(200);
  await load.answers(answersBeforeStop);
  const stopped = gateway.stop();
  const lastReadiness = await readUntilClosed(probe);
  await load.ended;
  const { acknowledged, undecided, unanswered, faults } = load.record;
  expect(await stopped).toEqual({ code: 0, signal: null });
  report(`graceful stop: ${acknowledged.size} answered over ${workers} connections, ${unanswered.size} dropped`);
  expect({ faults, unanswered: unanswered.size, undecided: undecided.size }).toEqual({
    faults: [],
    unanswered: 0,
    undecided: 0,
  });
  expect(acknowledged.size).toBeGreaterThanOrEqual(answersBeforeStop);
  expect(lastReadiness).toBe(503);
  expect(countLogged(gateway.output())).toBe(acknowledged.size);
});

const readyzBytes = Buffer.from("GET /readyz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");

const readStatus = async (connection: RawConnection): Promise<number> =>
  (await connection.exchange(readyzBytes)).status;

/** The last status that the open connection still got; new connections are refused from the start of the stop. */
async function readUntilClosed(connection: RawConnection): Promise<number | undefined> {
  let last: number | undefined;
  while (connection.isOpen()) {
    try {
      last = await readStatus(connection);
    } catch {
      break;
    }
  }
  return last;
}

const countLogged = (output: string): number =>
  output.split("\n").filter((line) => line.includes('"createPaymentSession"') && line.includes('"SUCCESS"')).length;
