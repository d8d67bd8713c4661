import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One signed call over HTTPS with nothing but the Java runtime, by the steps the official Java client takes: its headers,
 * its reading of the signature header, its unchecked certificate. Prints the reply's body once its signature verified.
 * Takes GATEWAY_URL, CALL_PATH, CLIENT_ID, PRIVATE_KEY, GATEWAY_KEY and BODY from the environment.
 */
public class CallGateway {
    public static void main(String[] args) throws Exception {
        Map<String, String> given = System.getenv();
        String path = given.get("CALL_PATH");
        String clientId = given.get("CLIENT_ID");
        String body = given.get("BODY");
        String time = String.valueOf(System.currentTimeMillis());
        String signature = sign(given.get("PRIVATE_KEY"), toContent(path, clientId, time, body));

        HttpsURLConnection connection = open(given.get("GATEWAY_URL") + path);
        connection.setRequestProperty("Request-Time", time);
        connection.setRequestProperty("client-id", clientId);
        connection.setRequestProperty("Signature", "algorithm=RSA256,keyVersion=1,signature=" + signature);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        require(connection.getResponseCode() == 200, "status " + connection.getResponseCode());
        String reply = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        String[] items = connection.getHeaderField("signature").split(",");
        require(items.length >= 3, "the signature header has fewer than three items");
        String[] pieces = items[2].split("=");
        require(pieces.length == 2, "the signature item does not fall into two pieces");
        String content = toContent(path, clientId, connection.getHeaderField("response-time"), reply);
        require(verify(given.get("GATEWAY_KEY"), content, pieces[1]), "the reply's signature does not verify");
        System.out.write(reply.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    static String toContent(String path, String clientId, String time, String body) {
        return "POST " + path + "\n" + clientId + "." + time + "." + body;
    }

    static String sign(String keyText, String content) throws Exception {
        PKCS8EncodedKeySpec der = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(keyText));
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(der);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key);
        signer.update(content.getBytes(StandardCharsets.UTF_8));
        return URLEncoder.encode(Base64.getEncoder().encodeToString(signer.sign()), StandardCharsets.UTF_8);
    }

    static boolean verify(String keyText, String content, String signature) throws Exception {
        X509EncodedKeySpec der = new X509EncodedKeySpec(Base64.getDecoder().decode(keyText));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(der);
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key);
        verifier.update(content.getBytes(StandardCharsets.UTF_8));
        String base64 = URLDecoder.decode(signature, StandardCharsets.UTF_8);
        return verifier.verify(Base64.getDecoder().decode(base64));
    }

    static HttpsURLConnection open(String url) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
        HttpsURLConnection connection = (HttpsURLConnection) URI.create(url).toURL().openConnection();
        connection.setSSLSocketFactory(context.getSocketFactory());
        connection.setHostnameVerifier((host, session) -> true);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Accept", "text/plain,text/xml,text/javascript,text/html");
        connection.setRequestProperty("User-Agent", "global-sdk-java");
        connection.setRequestProperty("Content-Type", "application/json; charset=UTF-8");
        connection.setRequestProperty("Connection", "keep-alive");
        return connection;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    static class TrustAll implements X509TrustManager {
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        public X509Certificate[] getAcceptedIssuers() {
            return List.<X509Certificate>of().toArray(new X509Certificate[0]);
        }
    }
}
