export type { JoiningRoute } from "./answers.ts";
export { type ConsoleApi, createConsoleApi } from "./console-api.ts";
export { ConsoleError, type ConsoleErrorCode } from "./console-error.ts";
export type { ConsoleDeps } from "./deps.ts";
export { type AnsweredRequest, createRequestRecorder, type RequestRecorder } from "./request-recorder.ts";
export type { Browser } from "./sign-in.ts";
