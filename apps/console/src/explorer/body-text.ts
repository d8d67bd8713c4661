export type Body = Readonly<Record<string, unknown>>;

export const layOutValue = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** Undefined while the text is no JSON object. */
export function parseBody(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

/** As a library would write it: without blanks. Text that is no JSON stays as it is. */
export function compact(text: string): string {
  const value = parseBody(text);
  return value ? JSON.stringify(value) : text;
}
