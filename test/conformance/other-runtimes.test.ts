import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { toPrivateKeyText, toPublicKeyText } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { newMessage } from "./sample-messages.ts";
import { useGateway } from "./use-gateway.ts";

/*
 * The signature and TLS of other languages' own libraries: a misreading that client and gateway share in this repository
 * cannot be shared by them.
 */

const run = promisify(execFile);
const gateway = useGateway();

type Program = {
  readonly runtime: string;
  readonly needs: readonly (readonly string[])[];
  readonly command: readonly [string, string];
};

const program = (name: string): string => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

const programs: readonly Program[] = [
  { runtime: "Java", needs: [["java", "-version"]], command: ["java", program("call-gateway.java")] },
  {
    runtime: "Python with OpenSSL",
    needs: [
      ["python3", "--version"],
      ["openssl", "version"],
    ],
    command: ["python3", program("call-gateway.py")],
  },
];

const missingPrograms = ({ needs }: Program): string[] =>
  needs.flatMap(([name = "", ...args]) => (spawnSync(name, args).status === 0 ? [] : [name]));

describe.each(programs)("a program in $runtime", (subject) => {
  const { command } = subject;
  const missing = missingPrograms(subject);
  const reason = missing.length > 0 ? ` (skipped: ${missing.join(" and ")} not found)` : "";

  async function call(operation: string, message: object): Promise<Record<string, unknown>> {
    const { account, process: running } = gateway();
    const env = {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      GATEWAY_URL: `https://localhost:${running.httpsPort}`,
      CALL_PATH: `/ams/sandbox/api/v1/payments/${operation}`,
      CLIENT_ID: account.clientId,
      PRIVATE_KEY: toPrivateKeyText(account.privateKey),
      GATEWAY_KEY: toPublicKeyText(account.gatewayKey),
      BODY: JSON.stringify(message),
    };
    const [name, file] = command;
    const { stdout } = await run(name, [file], { env });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  test.skipIf(missing.length > 0)(
    `opens a session, repeats it, and verifies every reply with its own library${reason}`,
    { timeout: 60_000 },
    async () => {
      const message = newMessage();
      const first = await call("createPaymentSession", message);
      expect(first).toMatchObject({ result: { resultCode: "SUCCESS" } });
      expect(await call("createPaymentSession", message)).toEqual(first);
      expect(await call("inquiryPayment", { paymentRequestId: message.paymentRequestId })).toMatchObject({
        result: { resultCode: "ORDER_NOT_EXIST" },
      });
    },
  );
});
