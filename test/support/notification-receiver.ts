import { startMerchantServer } from "./merchant-server.ts";

/** Acknowledges every notification and keeps what each said. */
export type NotificationReceiver = {
  readonly url: string;
  /** The bodies, in the order they came. */
  readonly received: readonly Record<string, unknown>[];
  readonly close: () => Promise<void>;
};

export async function startReceiver(): Promise<NotificationReceiver> {
  const server = await startMerchantServer();
  return {
    url: `http://127.0.0.1:${server.port}/notify`,
    get received() {
      return server.received.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);
    },
    close: server.close,
  };
}
