import type { Environment } from "./resolve-settings.ts";

/** The only place that reads the process environment. */
export const readEnvironment = (): Environment => ({ ...process.env });
