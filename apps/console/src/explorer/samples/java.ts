import { quote, type Sample } from "./sample.ts";

/** Letters beyond ASCII as escapes: a compiler before Java 18 reads the file in whatever the system writes. */
const javaQuote = (text: string): string =>
  quote(text).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

export const javaSample: Sample = {
  title: "Java",
  fileName: "Sample.java",
  command: "java Sample.java",
  write: ({ path, body }) => `// Needs Java 17 or newer, and nothing else.
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
  static final String PATH = ${javaQuote(path)};
  static final String BODY = ${javaQuote(body)};

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
`,
};
