import type { ConsolePasskeyOffer, ConsoleRequest } from "@opencashier/protocol/console";
import { fromBase64Url, toBase64Url } from "../parts/base64.ts";

/** What browsers call passkeys: the Web Authentication API, in the terms of the console's contract. */
export const isPasskeySupported = (): boolean => "PublicKeyCredential" in globalThis;

/** COSE: ES256, EdDSA, RS256. */
const algorithms = [-7, -8, -257];

/** Asks the authenticator for a new passkey. Throws DOMException when nobody confirms it. */
export async function makePasskey(
  { challenge, userId, email, name, knownIds }: ConsolePasskeyOffer,
  passkeyName: string,
): Promise<ConsoleRequest<"addPasskey">> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: fromBase64Url(challenge),
      rp: { name: "OpenCashier" },
      user: { id: new TextEncoder().encode(userId), name: email, displayName: name },
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: knownIds.map((id) => ({ type: "public-key", id: fromBase64Url(id) })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
    },
  });
  const { id, response } = made as PublicKeyCredential;
  const answer = response as AuthenticatorAttestationResponse;
  return {
    name: passkeyName,
    id,
    publicKey: toBase64Url(answer.getPublicKey() ?? new ArrayBuffer(0)),
    algorithm: answer.getPublicKeyAlgorithm(),
    clientData: toBase64Url(answer.clientDataJSON),
    authenticatorData: toBase64Url(answer.getAuthenticatorData()),
  };
}

/** Asks for any passkey of this host; whose it is the gateway finds out. Throws DOMException when nobody confirms it. */
export async function usePasskey(challenge: string): Promise<ConsoleRequest<"signInWithPasskey">> {
  const used = await navigator.credentials.get({
    publicKey: { challenge: fromBase64Url(challenge), userVerification: "required" },
  });
  const { id, response } = used as PublicKeyCredential;
  const answer = response as AuthenticatorAssertionResponse;
  return {
    id,
    clientData: toBase64Url(answer.clientDataJSON),
    authenticatorData: toBase64Url(answer.authenticatorData),
    signature: toBase64Url(answer.signature),
  };
}
