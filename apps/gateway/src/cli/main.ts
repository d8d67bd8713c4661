import { createOutput } from "./output.ts";
import type { ExitCode } from "./exit-code.ts";
import { createProgram } from "./program.ts";

/** Runs one command. `args` are the words after `opencashier`. Never rejects. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, args.includes("--json"));
  }
}

// By name, because importing every class would load all that a command does not need.
const operatorsErrors = ["ConfigError", "UsageError", "MerchantSettingError", "CredentialsFileError", "MasterKeyError"];

function report(error: unknown, isJson: boolean): ExitCode {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  // Commander has printed what it refused, and help and version come as errors too.
  if (name === "CommanderError") return (error as { exitCode?: number }).exitCode === 0 ? 0 : 2;
  const text = isJson ? JSON.stringify({ error: { name, message } }) : `opencashier: ${message || name}`;
  createOutput(isJson).note(text);
  return operatorsErrors.includes(name) ? 2 : 1;
}
