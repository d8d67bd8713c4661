import { createServer } from "node:net";
import { type CheckResult, fail, ok, type Patient, wordsOf } from "./check.ts";

const askedMsMax = 2_000;

/** Each port is either free or answered by a gateway. */
export async function checkPorts({ config }: Patient): Promise<readonly CheckResult[]> {
  const { port, httpsPort, host, mode, tlsFiles } = config;
  const http = await checkPort("HTTP port", port, host);
  const isHttpsOn = mode === "embedded" || tlsFiles !== undefined;
  return isHttpsOn ? [http, await checkPort("HTTPS port", httpsPort, host)] : [http];
}

async function checkPort(check: string, port: number, host: string): Promise<CheckResult> {
  if (port === 0) return ok(check, "any free one");
  const refusal = await tryListen(port, host);
  if (refusal === undefined) return ok(check, `${port} is free`);
  if (refusal === "EADDRINUSE" && (await isGateway(check === "HTTP port" ? "http" : "https", port, host))) {
    return ok(check, `a gateway answers on ${port}`);
  }
  if (refusal === "EADDRINUSE")
    return fail(check, `${port} is taken by another program.`, "Set PORT and HTTPS_PORT to free ones.");
  return fail(
    check,
    `${port} on ${host} cannot be opened: ${refusal}`,
    "Check OPENCASHIER_HOST; ports below 1024 need a right.",
  );
}

/** The code of the refusal, or undefined when the port could be had. */
function tryListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? wordsOf(error)));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

const everywhere: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

/** Whether /livez answers as a gateway does. Over HTTPS nobody is trusted here, so that it answers at all is all that is asked. */
async function isGateway(scheme: "http" | "https", port: number, host: string): Promise<boolean> {
  const name = everywhere[host] ?? (host.includes(":") ? `[${host}]` : host);
  return scheme === "http" ? asksHttp(`http://${name}:${port}/livez`) : asksHttps(`https://${name}:${port}/livez`);
}

async function asksHttp(url: string): Promise<boolean> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(askedMsMax) });
    return reply.ok && isAlive(await reply.text());
  } catch {
    return false;
  }
}

async function asksHttps(url: string): Promise<boolean> {
  const { get } = await import("node:https");
  return new Promise((resolve) => {
    // A question without secrets, whose answer decides nothing: the local CA is trusted by nobody yet.
    const request = get(url, { rejectUnauthorized: false, timeout: askedMsMax }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (part: string) => (text += part));
      reply.on("end", () => resolve(isAlive(text)));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

const isAlive = (text: string): boolean => text.includes('"status":"ok"');
