export { parseDurationText } from "./duration.ts";
export { createSandboxClock, type SandboxClock } from "./sandbox-clock.ts";
