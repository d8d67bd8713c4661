import { quoted, type Snippet } from "./snippet.ts";

export const javaSnippet: Snippet = {
  fileName: "CreatePaymentSession.java",
  toText: ({
    credentialsFile,
    clientId,
    httpUrl,
    httpsUrl,
  }) => `// Opens a payment session with the official SDK (com.alipay.global.sdk:global-open-sdk-java). Only the gateway URL is changed.
// This SDK speaks HTTPS alone and does not ask who signed the certificate, so the local one will do.
import com.alipay.global.api.AlipayClient;
import com.alipay.global.api.DefaultAlipayClient;
import com.alipay.global.api.model.ams.Amount;
import com.alipay.global.api.model.ams.Order;
import com.alipay.global.api.model.ams.PaymentMethod;
import com.alipay.global.api.model.ams.ProductCodeType;
import com.alipay.global.api.model.ams.SettlementStrategy;
import com.alipay.global.api.request.ams.pay.AlipayPaymentSessionRequest;
import com.alipay.global.api.response.ams.pay.AlipayPaymentSessionResponse;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class CreatePaymentSession {
  public static void main(String[] args) throws Exception {
    String credentials = new String(Files.readAllBytes(Paths.get(${quoted(credentialsFile)})), "UTF-8");
    AlipayClient client =
        new DefaultAlipayClient(
            ${quoted(httpsUrl ?? httpUrl)},
            field(credentials, "merchantPrivateKey"),
            field(credentials, "gatewayPublicKey"),
            ${quoted(clientId)});

    String orderId = UUID.randomUUID().toString();
    Amount amount = Amount.builder().currency("PHP").value("24500").build();
    AlipayPaymentSessionRequest request = new AlipayPaymentSessionRequest();
    request.setProductCode(ProductCodeType.CASHIER_PAYMENT);
    request.setPaymentRequestId("PR-" + orderId);
    request.setOrder(
        Order.builder().referenceOrderId(orderId).orderDescription("Two mugs").orderAmount(amount).build());
    request.setPaymentAmount(amount);
    request.setPaymentMethod(PaymentMethod.builder().paymentMethodType("GCASH").build());
    request.setPaymentRedirectUrl("https://shop.example/orders/" + orderId);
    request.setPaymentNotifyUrl("https://shop.example/payment-notifications");
    request.setSettlementStrategy(SettlementStrategy.builder().settlementCurrency("USD").build());

    AlipayPaymentSessionResponse response = client.execute(request);
    System.out.println(response.getResult().getResultCode() + " " + response.getPaymentSessionId());
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\\"" + name + "\\": *\\"([^\\"]*)\\"").matcher(json);
    if (!matcher.find()) throw new IllegalStateException(name + " is missing");
    return matcher.group(1);
  }
}
`,
};
