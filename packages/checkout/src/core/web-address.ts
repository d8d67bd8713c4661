/** Undefined for what is no absolute address. (URL.canParse is younger than the browsers buyers have.) */
export function parseAddress(text: unknown): URL | undefined {
  try {
    return typeof text === "string" ? new URL(text) : undefined;
  } catch {
    return undefined;
  }
}
