import { quoted, type Snippet } from "./snippet.ts";

export const goSnippet: Snippet = {
  fileName: "create_payment_session.go",
  toText: ({
    credentialsFile,
    clientId,
  }) => `// Opens a payment session with the official SDK (github.com/alipay/global-open-sdk-go). Only the gateway URL is changed.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	antom "github.com/alipay/global-open-sdk-go/com/alipay/api"
	"github.com/alipay/global-open-sdk-go/com/alipay/api/model"
	"github.com/alipay/global-open-sdk-go/com/alipay/api/request/pay"
	responsePay "github.com/alipay/global-open-sdk-go/com/alipay/api/response/pay"
)

func main() {
	text, err := os.ReadFile(${quoted(credentialsFile)})
	if err != nil {
		panic(err)
	}
	var credentials struct{ GatewayUrl, MerchantPrivateKey, GatewayPublicKey string }
	if err := json.Unmarshal(text, &credentials); err != nil {
		panic(err)
	}
	client := antom.NewDefaultAlipayClient(
		credentials.GatewayUrl,
		${quoted(clientId)},
		credentials.MerchantPrivateKey,
		credentials.GatewayPublicKey)

	orderId := strconv.FormatInt(time.Now().UnixNano(), 10)
	amount := &model.Amount{Currency: "PHP", Value: "24500"}
	request, session := pay.NewAlipayPaymentSessionRequest()
	session.ProductCode = "CASHIER_PAYMENT"
	session.PaymentRequestId = "PR-" + orderId
	session.Order = &model.Order{ReferenceOrderId: orderId, OrderDescription: "Two mugs", OrderAmount: amount}
	session.PaymentAmount = amount
	session.PaymentMethod = &model.PaymentMethod{PaymentMethodType: "GCASH"}
	session.PaymentRedirectUrl = "https://shop.example/orders/" + orderId
	session.PaymentNotifyUrl = "https://shop.example/payment-notifications"
	session.SettlementStrategy = &model.SettlementStrategy{SettlementCurrency: "USD"}

	answer, err := client.Execute(request)
	if err != nil {
		panic(err)
	}
	response := answer.(*responsePay.AlipayPaymentSessionResponse)
	fmt.Println(response.AlipayResponse.Result.ResultCode, response.PaymentSessionId)
}
`,
};
