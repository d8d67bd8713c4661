export type * from "./connector.ts";
export { type ConnectorDirectory, createConnectorDirectory } from "./connector-directory.ts";
export * from "./sandbox/index.ts";
