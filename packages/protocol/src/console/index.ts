export * from "./permissions.ts";
export type * from "./replies.ts";
export type { ConsoleRequest, ConsoleRequestName } from "./requests.ts";
export * from "./routes.ts";
