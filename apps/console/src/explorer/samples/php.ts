import type { Sample } from "./sample.ts";

const phpQuote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

export const phpSample: Sample = {
  title: "PHP",
  fileName: "sample.php",
  command: "php sample.php",
  write: ({ path, body }) => `<?php
// Needs PHP 8 with its openssl extension.
$merchant = json_decode(file_get_contents('data/sandbox-merchant.json'));
$path = ${phpQuote(path)};
$body = ${phpQuote(body)};

$toPem = fn (string $kind, string $base64) =>
    "-----BEGIN $kind-----\\n" . chunk_split($base64, 64, "\\n") . "-----END $kind-----\\n";
$toSign = fn (string $time, string $text) => "POST $path\\n{$merchant->clientId}.$time.$text";

$time = (string) floor(microtime(true) * 1000);
openssl_sign($toSign($time, $body), $bytes, $toPem('PRIVATE KEY', $merchant->merchantPrivateKey), OPENSSL_ALGO_SHA256);
$signature = rawurlencode(base64_encode($bytes));

$answer = file_get_contents($merchant->gatewayUrl . $path, false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => implode("\\r\\n", [
        'content-type: application/json; charset=UTF-8',
        "client-id: {$merchant->clientId}",
        "request-time: $time",
        "signature: algorithm=RSA256,keyVersion={$merchant->keyVersion},signature=$signature",
    ]),
    'content' => $body,
    'ignore_errors' => true,
]]));

$headers = implode("\\n", $http_response_header);
preg_match('/^signature:.*signature=([^,\\s]+)/im', $headers, $theirs);
preg_match('/^response-time: *(\\S+)/im', $headers, $answered);
$publicKey = $toPem('PUBLIC KEY', $merchant->gatewayPublicKey);
$theirBytes = base64_decode(rawurldecode($theirs[1]));
if (openssl_verify($toSign($answered[1], $answer), $theirBytes, $publicKey, OPENSSL_ALGO_SHA256) !== 1) {
    throw new RuntimeException("This is not the gateway's answer.");
}
echo $answer, "\\n";
`,
};
