import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{n as t,t as n}from"./Stack-BT4kv7Tw.js";import{r}from"./explorer-D26mvVi7.js";import{l as i,ot as a}from"./index-CkNDaGRV.js";import{n as o,t as s}from"./jsx-runtime-C3cWAN_r.js";import{t as c}from"./code-block-CC2I6qUW.js";var l=e(o(),1);function u(e,t=`use-local-storage`){try{return JSON.stringify(e)}catch{throw Error(`@mantine/hooks ${t}: Failed to serialize the value`)}}function d(e){try{return e&&JSON.parse(e)}catch{return e}}function f(e){return{getItem:t=>{try{return window[e].getItem(t)}catch{return console.warn(`use-local-storage: Failed to get value from storage, localStorage is blocked`),null}},setItem:(t,n)=>{try{window[e].setItem(t,n)}catch{console.warn(`use-local-storage: Failed to set value to storage, localStorage is blocked`)}},removeItem:t=>{try{window[e].removeItem(t)}catch{console.warn(`use-local-storage: Failed to remove value from storage, localStorage is blocked`)}}}}function p(e,t){let n=e===`localStorage`?`mantine-local-storage`:`mantine-session-storage`,{getItem:r,setItem:i,removeItem:o}=f(e);return function({key:s,defaultValue:c,getInitialValueInEffect:f=!0,sync:p=!0,deserialize:m=d,serialize:h=e=>u(e,t)}){let g=(0,l.useCallback)(t=>{let n;try{n=typeof window>`u`||!(e in window)||window[e]===null||!!t}catch{n=!0}if(n)return c;let i=r(s);return i===null?c:m(i)},[s,c]),[_,v]=(0,l.useState)(g(f)),y=(0,l.useCallback)(e=>{e instanceof Function?v(t=>{let r=e(t);return i(s,h(r)),queueMicrotask(()=>{window.dispatchEvent(new CustomEvent(n,{detail:{key:s,value:r}}))}),r}):(i(s,h(e)),window.dispatchEvent(new CustomEvent(n,{detail:{key:s,value:e}})),v(e))},[s]),b=(0,l.useCallback)(()=>{o(s),v(c),window.dispatchEvent(new CustomEvent(n,{detail:{key:s,value:c}}))},[s,c]);return a(`storage`,t=>{p&&t.storageArea===window[e]&&t.key===s&&v(m(t.newValue??void 0))}),a(n,e=>{p&&e.detail.key===s&&v(e.detail.value)}),(0,l.useEffect)(()=>{c!==void 0&&_===void 0&&y(c)},[c,_,y]),(0,l.useEffect)(()=>{let e=g();e!==void 0&&y(e)},[s]),[_===void 0?c:_,y,b]}}function m(e){let{getItem:t}=f(e);return function({key:n,defaultValue:r,deserialize:i=d}){let a;try{a=typeof window>`u`||!(e in window)||window[e]===null}catch{a=!0}if(a)return r;let o=t(n);return o===null?r:i(o)}}function h(e){return p(`localStorage`,`use-local-storage`)(e)}m(`localStorage`);var g=e=>`'${e.replaceAll(`'`,`'\\''`)}'`,_={title:`curl`,fileName:`sample.sh`,command:`bash sample.sh`,write:({path:e,body:t})=>`# Needs curl and openssl.
credentials=data/sandbox-merchant.json
value() { sed -n "s/^  \\"$1\\": \\"\\{0,1\\}\\([^\\",]*\\)\\"\\{0,1\\},\\{0,1\\}$/\\1/p" "$credentials"; }
body=${g(t)}
time=$(date +%s)000
key=$(mktemp)
{ echo "-----BEGIN PRIVATE KEY-----"; value merchantPrivateKey | fold -w 64; echo "-----END PRIVATE KEY-----"; } > "$key"
signature=$(printf 'POST ${e}\\n%s.%s.%s' "$(value clientId)" "$time" "$body" \\
  | openssl dgst -sha256 -sign "$key" | base64 | tr -d '\\n' | sed 's/+/%2B/g; s,/,%2F,g; s/=/%3D/g')
rm "$key"
curl -sS "$(value gatewayUrl)${e}" -H 'content-type: application/json; charset=UTF-8' -H "client-id: $(value clientId)" \\
  -H "request-time: $time" -H "signature: algorithm=RSA256,keyVersion=$(value keyVersion),signature=$signature" --data-binary "$body"
`},v=e=>JSON.stringify(e),y={title:`.NET`,fileName:`Sample.cs`,command:`dotnet run Sample.cs`,write:({path:e,body:t})=>`// Needs .NET 10, which runs a single file; before it, put this into Program.cs of a console project.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using var merchant = JsonDocument.Parse(File.ReadAllText("data/sandbox-merchant.json"));
string Value(string name) => merchant.RootElement.GetProperty(name).ToString();
const string path = ${v(e)};
const string body = ${v(t)};
byte[] ToSign(string time, string text) => Encoding.UTF8.GetBytes($"POST {path}\\n{Value("clientId")}.{time}.{text}");

using var privateKey = RSA.Create();
privateKey.ImportPkcs8PrivateKey(Convert.FromBase64String(Value("merchantPrivateKey")), out _);
var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString();
var bytes = privateKey.SignData(ToSign(now, body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
var signature = Uri.EscapeDataString(Convert.ToBase64String(bytes));

using var client = new HttpClient();
using var request = new HttpRequestMessage(HttpMethod.Post, Value("gatewayUrl") + path)
{
    Content = new StringContent(body, Encoding.UTF8, "application/json"),
};
request.Headers.Add("client-id", Value("clientId"));
request.Headers.Add("request-time", now);
request.Headers.TryAddWithoutValidation(
    "signature", $"algorithm=RSA256,keyVersion={Value("keyVersion")},signature={signature}");
using var response = await client.SendAsync(request);
var answer = await response.Content.ReadAsStringAsync();

using var publicKey = RSA.Create();
publicKey.ImportSubjectPublicKeyInfo(Convert.FromBase64String(Value("gatewayPublicKey")), out _);
var header = string.Join(",", response.Headers.GetValues("signature"));
var theirs = Convert.FromBase64String(Uri.UnescapeDataString(header[(header.LastIndexOf("signature=") + 10)..]));
var answered = string.Join("", response.Headers.GetValues("response-time"));
if (!publicKey.VerifyData(ToSign(answered, answer), theirs, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
{
    throw new InvalidOperationException("This is not the gateway's answer.");
}
Console.WriteLine(answer);
`},b={title:`Go`,fileName:`sample.go`,command:`go run sample.go`,write:({path:e,body:t})=>`package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const path = ${v(e)}
const body = ${v(t)}

var merchant struct {
	GatewayUrl, ClientId, MerchantPrivateKey, GatewayPublicKey string
	KeyVersion                                                 int
}

func main() {
	file := must(os.ReadFile("data/sandbox-merchant.json"))
	check(json.Unmarshal(file, &merchant))
	privateKey := must(x509.ParsePKCS8PrivateKey(decode(merchant.MerchantPrivateKey))).(*rsa.PrivateKey)
	publicKey := must(x509.ParsePKIXPublicKey(decode(merchant.GatewayPublicKey))).(*rsa.PublicKey)

	moment := fmt.Sprint(time.Now().UnixMilli())
	signature := must(rsa.SignPKCS1v15(rand.Reader, privateKey, crypto.SHA256, digest(moment, body)))
	request := must(http.NewRequest("POST", merchant.GatewayUrl+path, strings.NewReader(body)))
	request.Header.Set("content-type", "application/json; charset=UTF-8")
	request.Header.Set("client-id", merchant.ClientId)
	request.Header.Set("request-time", moment)
	request.Header.Set("signature", fmt.Sprintf("algorithm=RSA256,keyVersion=%d,signature=%s",
		merchant.KeyVersion, url.QueryEscape(base64.StdEncoding.EncodeToString(signature))))
	response := must(http.DefaultClient.Do(request))
	answer := string(must(io.ReadAll(response.Body)))

	_, theirs, _ := strings.Cut(response.Header.Get("signature"), ",signature=")
	theirs = must(url.QueryUnescape(theirs))
	// Fails when this is not the gateway's answer.
	check(rsa.VerifyPKCS1v15(publicKey, crypto.SHA256, digest(response.Header.Get("response-time"), answer), decode(theirs)))
	fmt.Println(answer)
}

func digest(moment, text string) []byte {
	sum := sha256.Sum256([]byte("POST " + path + "\\n" + merchant.ClientId + "." + moment + "." + text))
	return sum[:]
}

func decode(text string) []byte { return must(base64.StdEncoding.DecodeString(text)) }

func must[Value any](value Value, err error) Value {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
`},x=e=>v(e).replaceAll(/[^\x20-\x7e]/g,e=>`\\u${e.charCodeAt(0).toString(16).padStart(4,`0`)}`),S={title:`Java`,fileName:`Sample.java`,command:`java Sample.java`,write:({path:e,body:t})=>`// Needs Java 17 or newer, and nothing else.
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Sample {
  static final String PATH = ${x(e)};
  static final String BODY = ${x(t)};

  public static void main(String[] args) throws Exception {
    String credentials = Files.readString(Path.of("data/sandbox-merchant.json"));
    String clientId = find(credentials, "clientId");
    KeyFactory keys = KeyFactory.getInstance("RSA");
    Base64.Decoder decoder = Base64.getDecoder();

    String time = String.valueOf(System.currentTimeMillis());
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(find(credentials, "merchantPrivateKey")))));
    signer.update(toSign(clientId, time, BODY));
    String signature = URLEncoder.encode(Base64.getEncoder().encodeToString(signer.sign()), StandardCharsets.UTF_8);

    HttpRequest request = HttpRequest.newBuilder(URI.create(find(credentials, "gatewayUrl") + PATH))
        .header("content-type", "application/json; charset=UTF-8")
        .header("client-id", clientId)
        .header("request-time", time)
        .header("signature",
            "algorithm=RSA256,keyVersion=" + find(credentials, "keyVersion") + ",signature=" + signature)
        .POST(HttpRequest.BodyPublishers.ofString(BODY))
        .build();
    HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    String theirs = response.headers().firstValue("signature").orElseThrow().replaceFirst("^.*signature=", "");
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(keys.generatePublic(new X509EncodedKeySpec(decoder.decode(find(credentials, "gatewayPublicKey")))));
    verifier.update(toSign(clientId, response.headers().firstValue("response-time").orElseThrow(), response.body()));
    if (!verifier.verify(decoder.decode(URLDecoder.decode(theirs, StandardCharsets.UTF_8)))) {
      throw new IllegalStateException("This is not the gateway's answer.");
    }
    System.out.write((response.body() + "\\n").getBytes(StandardCharsets.UTF_8));
  }

  static byte[] toSign(String clientId, String time, String text) {
    return ("POST " + PATH + "\\n" + clientId + "." + time + "." + text).getBytes(StandardCharsets.UTF_8);
  }

  static String find(String json, String name) {
    Matcher matcher = Pattern.compile("\\"" + name + "\\": *\\"?([^\\",\\n]*)").matcher(json);
    if (!matcher.find()) throw new IllegalStateException(name + " is missing");
    return matcher.group(1);
  }
}
`},C={title:`Node.js`,fileName:`sample.mjs`,command:`node sample.mjs`,write:({path:e,body:t})=>`import { createSign, createVerify } from "node:crypto";
import { readFileSync } from "node:fs";

const { gatewayUrl, clientId, keyVersion, merchantPrivateKey, gatewayPublicKey } = JSON.parse(
  readFileSync("data/sandbox-merchant.json", "utf8"),
);
const path = ${v(e)};
const body = ${v(t)};

const toSign = (time, text) => \`POST \${path}\\n\${clientId}.\${time}.\${text}\`;
const privateKey = { key: Buffer.from(merchantPrivateKey, "base64"), format: "der", type: "pkcs8" };
const publicKey = { key: Buffer.from(gatewayPublicKey, "base64"), format: "der", type: "spki" };

const time = String(Date.now());
const signature = createSign("RSA-SHA256").update(toSign(time, body)).sign(privateKey, "base64");
const response = await fetch(gatewayUrl + path, {
  method: "POST",
  headers: {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "request-time": time,
    signature: \`algorithm=RSA256,keyVersion=\${keyVersion},signature=\${encodeURIComponent(signature)}\`,
  },
  body,
});

const answer = await response.text();
const theirs = decodeURIComponent(/signature=([^,]+)$/.exec(response.headers.get("signature"))[1]);
const isGenuine = createVerify("RSA-SHA256")
  .update(toSign(response.headers.get("response-time"), answer))
  .verify(publicKey, theirs, "base64");
if (!isGenuine) throw new Error("This is not the gateway's answer.");
console.log(answer);
`},w=e=>`'${e.replaceAll(`\\`,`\\\\`).replaceAll(`'`,`\\'`)}'`,T={java:S,node:C,python:{title:`Python`,fileName:`sample.py`,command:`python3 sample.py`,write:({path:e,body:t})=>`# Needs: pip install cryptography
import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

with open("data/sandbox-merchant.json") as file:
    merchant = json.load(file)
path = ${v(e)}
body = ${v(t)}
private_key = serialization.load_der_private_key(base64.b64decode(merchant["merchantPrivateKey"]), password=None)
public_key = serialization.load_der_public_key(base64.b64decode(merchant["gatewayPublicKey"]))


def to_sign(moment: str, text: str) -> bytes:
    return f"POST {path}\\n{merchant['clientId']}.{moment}.{text}".encode()


now = str(int(time.time() * 1000))
signature = base64.b64encode(private_key.sign(to_sign(now, body), padding.PKCS1v15(), hashes.SHA256())).decode()
request = urllib.request.Request(
    merchant["gatewayUrl"] + path,
    data=body.encode(),
    headers={
        "content-type": "application/json; charset=UTF-8",
        "client-id": merchant["clientId"],
        "request-time": now,
        "signature": f"algorithm=RSA256,keyVersion={merchant['keyVersion']},signature={urllib.parse.quote(signature, safe='')}",
    },
)
try:
    response = urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    response = error
answer = response.read().decode()

theirs = urllib.parse.unquote(response.headers["signature"].rsplit("signature=", 1)[1])
# Raises InvalidSignature when this is not the gateway's answer.
public_key.verify(
    base64.b64decode(theirs), to_sign(response.headers["response-time"], answer), padding.PKCS1v15(), hashes.SHA256()
)
print(answer)
`},php:{title:`PHP`,fileName:`sample.php`,command:`php sample.php`,write:({path:e,body:t})=>`<?php
// Needs PHP 8 with its openssl extension.
$merchant = json_decode(file_get_contents('data/sandbox-merchant.json'));
$path = ${w(e)};
$body = ${w(t)};

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
`},go:b,dotnet:y,curl:_},E=s(),D=Object.keys(T);function O({request:e}){let{t:a}=i(),[o,s]=h({key:`opencashier-sample-language`,defaultValue:`node`}),l=D.includes(o)?o:`node`,{title:u,command:d,write:f}=T[l];return(0,E.jsxs)(r,{value:l,onChange:e=>s(e),variant:`pills`,keepMounted:!1,children:[(0,E.jsx)(r.List,{mb:`sm`,children:D.map(e=>(0,E.jsx)(r.Tab,{value:e,children:T[e].title},e))}),(0,E.jsx)(r.Panel,{value:l,children:(0,E.jsxs)(n,{gap:`xs`,children:[(0,E.jsx)(t,{size:`sm`,children:a(`sampleHint`,{command:d})}),(0,E.jsx)(c,{text:f(e),label:u})]})})]})}export{O as SampleCode};