import { quote, type Sample } from "./sample.ts";

export const dotnetSample: Sample = {
  title: ".NET",
  fileName: "Sample.cs",
  command: "dotnet run Sample.cs",
  write: ({
    path,
    body,
  }) => `// Needs .NET 10, which runs a single file; before it, put this into Program.cs of a console project.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using var merchant = JsonDocument.Parse(File.ReadAllText("data/sandbox-merchant.json"));
string Value(string name) => merchant.RootElement.GetProperty(name).ToString();
const string path = ${quote(path)};
const string body = ${quote(body)};
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
`,
};
