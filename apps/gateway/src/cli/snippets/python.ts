import { quoted, type Snippet } from "./snippet.ts";

const defaultHttpsPort = 443;

/** The official client dials port 443 whatever the URL says, so any other port is put under it. Source: its default_http_rpc. */
const portPatch = (port: number): string =>
  port === defaultHttpsPort
    ? ""
    : `
# This SDK dials port ${defaultHttpsPort} whatever the URL says. Not needed when the gateway runs with HTTPS_PORT=${defaultHttpsPort}.
import http.client
class GatewayConnection(http.client.HTTPSConnection):
    def __init__(self, host, port=None, **options):
        super().__init__(host, ${port}, **options)
http.client.HTTPSConnection = GatewayConnection
`;

export const pythonSnippet: Snippet = {
  fileName: "create_payment_session.py",
  toText: ({ credentialsFile, clientId, keyVersion, httpUrl, httpsUrl }) => {
    const url = new URL(httpsUrl ?? httpUrl);
    return `# Opens a payment session with the official SDK (global-open-sdk-python). Only the gateway URL is changed.
import json
import uuid
${portPatch(Number(url.port) || defaultHttpsPort)}
from com.alipay.ams.api.default_alipay_client import DefaultAlipayClient
from com.alipay.ams.api.model.amount import Amount
from com.alipay.ams.api.model.order import Order
from com.alipay.ams.api.model.payment_method import PaymentMethod
from com.alipay.ams.api.model.product_code_type import ProductCodeType
from com.alipay.ams.api.model.settlement_strategy import SettlementStrategy
from com.alipay.ams.api.request.pay.alipay_create_session_request import AlipayCreateSessionRequest

with open(${quoted(credentialsFile)}) as file:
    credentials = json.load(file)

client = DefaultAlipayClient(
    ${quoted(url.origin)},
    ${quoted(clientId)},
    credentials["merchantPrivateKey"],
    credentials["gatewayPublicKey"],
)

order_id = str(uuid.uuid4())
amount = Amount("PHP", "24500")

request = AlipayCreateSessionRequest()
request.key_version = ${quoted(String(keyVersion))}
request.product_code = ProductCodeType.CASHIER_PAYMENT
request.payment_request_id = "PR-" + order_id
request.order = Order()
request.order.reference_order_id = order_id
request.order.order_description = "Two mugs"
request.order.order_amount = amount
request.payment_amount = amount
request.payment_method = PaymentMethod()
request.payment_method.payment_method_type = "GCASH"
request.payment_redirect_url = "https://shop.example/orders/" + order_id
request.payment_notify_url = "https://shop.example/payment-notifications"
request.settlement_strategy = SettlementStrategy()
request.settlement_strategy.settlement_currency = "USD"

print(client.execute(request))
`;
  },
};
