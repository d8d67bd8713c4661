import { quote, type Sample } from "./sample.ts";

export const goSample: Sample = {
  title: "Go",
  fileName: "sample.go",
  command: "go run sample.go",
  write: ({ path, body }) => `package main

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

const path = ${quote(path)}
const body = ${quote(body)}

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
`,
};
