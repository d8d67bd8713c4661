import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, type TLSSocket } from "node:tls";
import { afterAll, describe, expect, test } from "vitest";
import { addMs, type Instant, systemClock } from "../kernel/index.ts";
import { checkCertificate } from "./certificate-check.ts";
import { ensureLocalCertificate, type LocalCertificate } from "./local-certificate.ts";

const root = mkdtempSync(join(tmpdir(), "opencashier-tls-"));
afterAll(() => rmSync(root, { recursive: true }));

const dayMs = 24 * 60 * 60 * 1000;
const now = systemClock.now();

const ensure = (folder: string, names: readonly string[] = [], at: Instant = now): Promise<LocalCertificate> =>
  ensureLocalCertificate({ folder: join(root, folder), names, now: at });

const readIn = (folder: string, name: string): string => readFileSync(join(root, folder, name), "utf8");

/** What a client that trusts `ca` says of a server with this certificate, called by this name. */
async function connectTo({ cert, key }: LocalCertificate, ca: string, servername: string): Promise<string> {
  const server = createServer({ cert, key }, (socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket: TLSSocket = connect({ host: "127.0.0.1", port, ca, servername });
  try {
    await once(socket, "secureConnect");
    return socket.authorized ? "trusted" : "not trusted";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "refused";
  } finally {
    socket.destroy();
    server.close();
  }
}

describe("the local certificate", () => {
  test.each(["localhost", "pay.example"])(
    "is good for %s to a client that trusts the CA, and to no other",
    async (name) => {
      const made = await ensure("chain", ["pay.example"]);
      const other = await ensure("other", ["pay.example"]);
      const ca = readFileSync(made.caFile, "utf8");
      expect(await connectTo(made, ca, name)).toBe("trusted");
      expect(await connectTo(made, readFileSync(other.caFile, "utf8"), name)).not.toBe("trusted");
      expect(await connectTo(made, ca, "elsewhere.example")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    },
  );

  test("is for the loopback addresses too", async () => {
    const { cert } = await ensure("chain", ["pay.example"]);
    const certificate = new X509Certificate(cert);
    expect([certificate.checkIP("127.0.0.1"), certificate.checkIP("::1")]).toEqual(["127.0.0.1", "::1"]);
  });

  test("lies in files that only their owner may read", async () => {
    await ensure("modes");
    const modes = readdirSync(join(root, "modes")).map((name) => statSync(join(root, "modes", name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect(statSync(join(root, "modes")).mode & 0o777).toBe(0o700);
  });

  test("stays the same while it is good", async () => {
    const first = await ensure("kept");
    expect(await ensure("kept")).toEqual(first);
  });

  test.each([
    ["other names are wanted", ["new.example"], now],
    ["less than 30 days remain", [], addMs(now, 370 * dayMs)],
  ])("is made again when %s, under the CA that is trusted already", async (what, names, at) => {
    const folder = `renewed ${what}`;
    const first = await ensure(folder);
    const ca = readIn(folder, "ca.pem");
    const second = await ensure(folder, names, at);
    expect(second.cert).not.toBe(first.cert);
    expect(readIn(folder, "ca.pem")).toBe(ca);
    expect(new X509Certificate(second.cert).verify(new X509Certificate(ca).publicKey)).toBe(true);
  });

  test.each(["cert.pem", "key.pem", "ca.pem", "ca-key.pem"])("is whole again after %s was damaged", async (name) => {
    const folder = `damaged ${name}`;
    await ensure(folder);
    writeFileSync(join(root, folder, name), "-----BEGIN");
    const made = await ensure(folder);
    expect(await connectTo(made, readFileSync(made.caFile, "utf8"), "localhost")).toBe("trusted");
  });
});

describe("a certificate that is looked at", () => {
  test.each([
    ["good", now, []],
    ["about to expire", addMs(now, 390 * dayMs), ["It expires within 14 days."]],
    ["spent", addMs(now, 400 * dayMs), ["It has expired."]],
    ["not valid yet", addMs(now, -3 * dayMs), ["It is not valid yet."]],
  ])("is told to be %s", async (_, at, problems) => {
    const { cert, key } = await ensure("looked-at");
    expect(checkCertificate(cert, key, at).problems.map(({ problem }) => problem)).toEqual(problems);
  });

  test("does not fit the key of another", async () => {
    const { cert } = await ensure("looked-at");
    const { key } = await ensure("other", ["pay.example"]);
    expect(checkCertificate(cert, key, now).problems).toMatchObject([{ isFatal: true }]);
  });

  test("that is no certificate is refused without being quoted", () => {
    expect(() => checkCertificate("c2VjcmV0", "c2VjcmV0", now)).toThrow(/^It holds no PEM certificate/);
  });
});
