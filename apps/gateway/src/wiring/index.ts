export { composeConsole, composeRecorder } from "./console.ts";
export { watchGatewayKeys } from "./gateway-keys.ts";
export { healthOf } from "./health.ts";
export { toJobs } from "./jobs.ts";
export { composeMoney, type CrashPoint, toHandlers } from "./money.ts";
export { composeNotifications } from "./notifications.ts";
export { composePipeline } from "./pipeline.ts";
export { composeCheckout, composeSessions } from "./sessions.ts";
export { createTraffic } from "./traffic.ts";
