import { quoted, type Snippet } from "./snippet.ts";

export const dotnetSnippet: Snippet = {
  fileName: "CreatePaymentSession.cs",
  toText: ({
    credentialsFile,
    clientId,
  }) => `// Opens a payment session with the official SDK (global-open-sdk-dotnet). Only the gateway URL is changed.
using System;
using System.IO;
using System.Text.Json;
using com.alipay.ams.api;
using com.alipay.ams.api.entities;
using com.alipay.ams.api.request;

public static class CreatePaymentSession
{
    public static void Main()
    {
        using var credentials = JsonDocument.Parse(File.ReadAllText(${quoted(credentialsFile)}));
        string Field(string name) => credentials.RootElement.GetProperty(name).GetString();
        var client = new DefaultAlipayClient(
            Field("gatewayUrl"), ${quoted(clientId)}, Field("merchantPrivateKey"), Field("gatewayPublicKey"));

        var orderId = Guid.NewGuid().ToString();
        var amount = new Amount("PHP", "24500");
        var request = new AlipayPaymentSessionRequest
        {
            ProductCode = ProductCodeType.CASHIER_PAYMENT,
            PaymentRequestId = "PR-" + orderId,
            Order = new Order { ReferenceOrderId = orderId, OrderDescription = "Two mugs", OrderAmount = amount },
            PaymentAmount = amount,
            PaymentMethod = new PaymentMethod { PaymentMethodType = "GCASH" },
            PaymentRedirectUrl = "https://shop.example/orders/" + orderId,
            PaymentNotifyUrl = "https://shop.example/payment-notifications",
            SettlementStrategy = new SettlementStrategy { SettlementCurrency = "USD" },
        };

        Console.WriteLine(client.Execute(request));
    }
}
`,
};
