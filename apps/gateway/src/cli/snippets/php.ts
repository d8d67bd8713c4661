import { phpQuoted, type Snippet } from "./snippet.ts";

export const phpSnippet: Snippet = {
  fileName: "create-payment-session.php",
  toText: ({ credentialsFile, clientId }) => `<?php
// Opens a payment session with the official SDK (global-open-sdk-php). Only the gateway URL is changed.
require 'vendor/autoload.php';

use Client\\DefaultAlipayClient;
use Model\\Amount;
use Model\\Order;
use Model\\PaymentMethod;
use Model\\ProductCodeType;
use Model\\SettlementStrategy;
use Request\\pay\\AlipayPaymentSessionRequest;

$credentials = json_decode(file_get_contents(${phpQuoted(credentialsFile)}));
$client = new DefaultAlipayClient(
    $credentials->gatewayUrl,
    $credentials->merchantPrivateKey,
    $credentials->gatewayPublicKey,
    ${phpQuoted(clientId)}
);

$orderId = bin2hex(random_bytes(16));
$amount = new Amount();
$amount->setCurrency('PHP');
$amount->setValue('24500');

$order = new Order();
$order->setReferenceOrderId($orderId);
$order->setOrderDescription('Two mugs');
$order->setOrderAmount($amount);

$paymentMethod = new PaymentMethod();
$paymentMethod->setPaymentMethodType('GCASH');

$settlementStrategy = new SettlementStrategy();
$settlementStrategy->setSettlementCurrency('USD');

$request = new AlipayPaymentSessionRequest();
$request->setProductCode(ProductCodeType::CASHIER_PAYMENT);
$request->setPaymentRequestId('PR-' . $orderId);
$request->setOrder($order);
$request->setPaymentAmount($amount);
$request->setPaymentMethod($paymentMethod);
$request->setPaymentRedirectUrl('https://shop.example/orders/' . $orderId);
$request->setPaymentNotifyUrl('https://shop.example/payment-notifications');
$request->setSettlementStrategy($settlementStrategy);

echo json_encode($client->execute($request), JSON_PRETTY_PRINT), "\\n";
`,
};
