import { createRawPool, type RawPool, type RawReply } from "./raw-http.ts";
import { type GatewayHome, type GatewayProcess, startGatewayProcess } from "./gateway-process.ts";

/** Several gateways over one PostgreSQL, and a way to ask each of them. */
export type Replicas = {
  readonly gateways: readonly GatewayProcess[];
  /** Sends to the replica of that number; numbers beyond the last begin again at the first. */
  readonly send: (replica: number, request: Uint8Array) => Promise<RawReply>;
  readonly stop: () => Promise<void>;
};

export type ReplicasOptions = {
  readonly count: number;
  /** To each replica. */
  readonly connectionsMax: number;
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts all of them at once, as a deployment does. */
export async function startReplicas(home: GatewayHome, options: ReplicasOptions): Promise<Replicas> {
  const { count, connectionsMax } = options;
  // Behind one balancer they have one address; it is part of what a browser carries, so answers are the same everywhere.
  const env = { OPENCASHIER_PUBLIC_URL: "https://pay.example.com", ...options.env };
  const starts = await Promise.allSettled(Array.from({ length: count }, () => startGatewayProcess(home, { env })));
  const gateways = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const pools = gateways.map(({ port }) => createRawPool({ port }, connectionsMax));
  const stop = async (): Promise<void> => {
    pools.forEach((pool) => pool.close());
    await Promise.all(gateways.map((gateway) => gateway.stop()));
  };
  const failure = starts.find((start) => start.status === "rejected");
  if (failure) {
    await stop();
    throw failure.reason;
  }
  return {
    gateways,
    send: (replica, request) => (pools[replica % pools.length] as RawPool).send(request),
    stop,
  };
}
