import { describeSettings, resolveSettings } from "../config/index.ts";
import { type CommonOptions, createContext } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";
import { toTable } from "./output.ts";

export async function runConfigPrint(options: CommonOptions): Promise<ExitCode> {
  const { output, sources } = createContext(options);
  const settings = describeSettings(resolveSettings(sources));
  output.result({ settings }, () =>
    toTable(
      ["setting", "value", "from"],
      settings.map(({ name, value, source }) => [
        name,
        Array.isArray(value) ? value.join(", ") : String(value ?? "-"),
        source,
      ]),
    ),
  );
  return 0;
}
