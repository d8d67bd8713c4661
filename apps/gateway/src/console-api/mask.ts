/** Fields whose whole value says too much, by the names the protocol gives them. */
const secretNames = new Set([
  "cvv",
  "cvc",
  "cardCvv",
  "paymentSessionData",
  "paymentData",
  "merchantPrivateKey",
  "dateOfBirth",
  "cpf",
  "ssn",
  "accessToken",
]);
const cardNumber = /(?<!\d)(\d{6})\d{3,9}(\d{4})(?!\d)/g;

/**
 * A JSON body as it may be kept: card numbers with their first six and last four, secrets gone, everything else as it was
 * written. What is no JSON is kept as text with its long digits masked.
 */
export function maskBody(text: string): string {
  if (text === "") return text;
  try {
    return JSON.stringify(maskValue("", JSON.parse(text)));
  } catch {
    return maskDigits(text);
  }
}

function maskValue(name: string, value: unknown): unknown {
  if (secretNames.has(name)) return value === undefined || value === "" ? value : "…";
  if (name === "cardNo" || name === "cardNumber")
    return typeof value === "string" || typeof value === "number" ? maskDigits(String(value)) : "…";
  if (Array.isArray(value)) return value.map((item) => maskValue("", item));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskValue(key, inner)]));
  }
  // A number somewhere it does not belong is masked too, but ids of ours and of merchants are longer or have other signs.
  return typeof value === "string" && /^[\d -]{12,23}$/.test(value) ? maskDigits(value.replaceAll(/[ -]/g, "")) : value;
}

const maskDigits = (text: string): string =>
  text.replaceAll(cardNumber, (_, first: string, last: string) => `${first}******${last}`);

const keptHeaders = ["client-id", "request-time", "content-type", "user-agent", "signature", "agent-token"];

/** Headers that explain a request. A signature is shortened: it is of use to nobody but whoever wants to send it again. */
export function maskHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = headers[name];
      if (typeof value !== "string") return [];
      if (name === "agent-token") return [[name, "…"]];
      return [
        [
          name,
          name === "signature" ? value.replace(/(signature=.{12})[^,]*/, "$1…").slice(0, 200) : value.slice(0, 200),
        ],
      ];
    }),
  );
}
