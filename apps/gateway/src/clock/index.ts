export { createSandboxClock, type SandboxClock } from "./sandbox-clock.ts";
