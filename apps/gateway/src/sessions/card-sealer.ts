import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { assert, Secret } from "../kernel/index.ts";
import type { CardNumbers } from "./card-data.ts";
import type { SealingKey } from "./session-data.ts";

/** Seals card numbers for the database under their own key, bound to the session that holds them. */
export type CardSealer = {
  readonly seal: (cardNumbers: CardNumbers, paymentSessionId: string) => string;
  readonly open: (sealed: string, paymentSessionId: string) => CardNumbers;
};

const nonceBytes = 12;
const tagBytes = 16;

/** @param keys newest first; the first seals, all of them open. */
export function createCardSealer(keys: readonly SealingKey[]): CardSealer {
  const [newest] = keys;
  assert(newest, "card numbers need a sealing key");
  return {
    seal(cardNumbers, paymentSessionId) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", newest.key, nonce).setAAD(Buffer.from(paymentSessionId));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(cardNumbers.reveal()), "utf8"), cipher.final()]);
      return `${newest.kid}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
    },
    open(sealed, paymentSessionId) {
      const [kid, text = ""] = sealed.split(".");
      const key = keys.find((candidate) => candidate.kid === kid);
      assert(key, "the key that sealed these card numbers is still known");
      const bytes = Buffer.from(text, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key.key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(paymentSessionId))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return new Secret(JSON.parse(plain.toString("utf8")) as Record<string, string>);
    },
  };
}
