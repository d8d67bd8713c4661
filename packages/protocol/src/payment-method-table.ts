/**
 * The payment methods of the API, one a line. A dash means that no figure is known.
 *
 *   region      ISO 3166-1 code of the market, or GLOBAL
 *   flow        how the payer pays: form (card form), sheet (device wallet), redirect, app, qr, code (at a till), account (transfer)
 *   currencies  what it can be asked to collect; any: whatever the merchant has contracted
 *   least, most bounds of one payment, in the currency's smallest unit
 *   refund      partial or full, with the days it stays possible; none: never
 *   unpaid      how long an unpaid payment stays open
 *   cancel      7 days; day: until 00:15 UTC+8 of the next day; unpaid: only before it was paid; never
 *
 * Source: Antom, payment method pages and cancel reference, read 2026-11-22.
 */
export const paymentMethodTable = `
paymentMethodType                  | region | category          | flow              | currencies | least   | most        | refund      | unpaid | cancel
CARD                               | GLOBAL | card              | form, redirect    | any        | -       | -           | partial 365 | 7d     | 7 days
APPLEPAY                           | GLOBAL | card wallet       | sheet             | any        | -       | -           | -           | 14m    | day
GOOGLEPAY                          | GLOBAL | card wallet       | sheet             | any        | -       | -           | -           | 14m    | day
CONNECT_WALLET                     | GLOBAL | wallet            | redirect, app     | any        | -       | -           | -           | 14m    | day
EPS                                | AT     | online banking    | redirect          | EUR        | 100     | -           | partial 365 | 14m    | day
BANCONTACT                         | BE     | card              | redirect          | EUR        | 100     | -           | partial 365 | 14m    | day
PIX                                | BR     | bank transfer     | qr                | BRL        | 100     | -           | partial 90  | 14m    | day
MERCADOPAGO_BR                     | BR     | wallet            | redirect          | BRL        | 500     | 6000000     | partial 180 | 7d     | 7 days
PAGALEVE                           | BR     | pay later         | redirect          | BRL        | 4000    | -           | partial 90  | 14m    | day
MERCADOPAGO_CL                     | CL     | wallet            | redirect          | CLP        | 10      | 70000000    | partial 180 | 7d     | 7 days
MERCADOPAGO_MX                     | MX     | wallet            | redirect          | MXN        | 500     | 20000000    | partial 180 | 7d     | 7 days
MERCADOPAGO_PE                     | PE     | wallet            | redirect          | PEN        | 100     | 3000000     | partial 180 | 7d     | 7 days
ALIPAY_CN                          | CN     | wallet            | redirect, app, qr | any        | -       | -           | partial 365 | 14m    | day
ALIPAY_HK                          | HK     | wallet            | redirect, app, qr | HKD        | 1       | 5000000     | partial 365 | 14m    | day
JKOPAY                             | TW     | wallet            | redirect, app, qr | TWD        | 100     | -           | -           | 14m    | never
GIROPAY                            | DE     | online banking    | redirect          | EUR        | -       | -           | -           | 14m    | day
SOFORT                             | DE     | online banking    | redirect          | EUR        | -       | -           | -           | 14m    | day
BANCOMATPAY                        | IT     | wallet            | redirect          | EUR        | -       | -           | -           | 1h     | day
DANA                               | ID     | wallet            | redirect, app     | IDR        | 30000   | -           | -           | 14m    | never
AKULAKU_PAYLATER                   | ID     | pay later         | redirect          | IDR        | 30000   | 2500000000  | partial 365 | 14m    | never
KREDIVO_ID                         | ID     | pay later         | redirect          | IDR        | -       | -           | partial     | 14m    | never
OVO                                | ID     | wallet            | redirect, app     | IDR        | 100     | -           | none        | 14m    | never
GOPAY_ID                           | ID     | wallet            | redirect, app     | IDR        | 100     | -           | none        | 14m    | never
LINKAJA                            | ID     | wallet            | redirect, app     | IDR        | 100     | -           | none        | 5m     | never
SHOPEEPAY_ID                       | ID     | wallet            | redirect, app     | IDR        | -       | -           | -           | 14m    | never
QRIS                               | ID     | wallet            | qr                | IDR        | 100     | 1000000000  | partial 90  | 14m    | never
BANKTRANSFER_MAYBANK               | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
BANKTRANSFER_BNI                   | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
BANKTRANSFER_PERMATA               | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
BANKTRANSFER_MANDIRI               | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
BANKTRANSFER_BSI                   | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
CIMBNIAGA                          | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
ATMTRANSFER_ID                     | ID     | bank transfer     | account           | IDR        | 1000000 | 10000000000 | none        | 48h    | never
ONLINEBANKING_BNI                  | ID     | online banking    | redirect          | IDR        | -       | -           | -           | 14m    | never
ONLINEBANKING_MANDIRI              | ID     | online banking    | redirect          | IDR        | -       | -           | -           | 14m    | never
ONLINEBANKING_BCA                  | ID     | online banking    | redirect          | IDR        | -       | -           | -           | 14m    | never
OCTOCLICKS                         | ID     | online banking    | redirect          | IDR        | -       | -           | -           | 14m    | never
DOKU                               | ID     | wallet            | redirect          | IDR        | -       | -           | -           | 14m    | never
PAYPAY                             | JP     | wallet            | redirect, app     | JPY        | 1       | -           | full        | 14m    | day
KONBINI                            | JP     | convenience store | code              | JPY        | 1       | 300000      | none        | 7d     | day
SEVENELEVEN                        | JP     | convenience store | code              | JPY        | -       | -           | -           | 7d     | day
BANKTRANSFER_PAYEASY               | JP     | bank transfer     | code              | JPY        | -       | -           | -           | 7d     | day
ONLINEBANKING_PAYEASY              | JP     | online banking    | redirect          | JPY        | -       | -           | -           | 7d     | day
LINEPAY                            | JP     | wallet            | redirect          | JPY        | -       | -           | -           | 14m    | day
BOOST                              | MY     | wallet            | redirect, app, qr | MYR        | 5       | -           | partial 365 | 14m    | day
TNG                                | MY     | wallet            | redirect, app, qr | MYR        | 5       | -           | -           | 14m    | day
GRABPAY_MY                         | MY     | wallet            | redirect          | MYR        | -       | -           | -           | 14m    | day
SHOPEEPAY_MY                       | MY     | wallet            | redirect, app     | MYR        | -       | -           | -           | 14m    | day
ONLINEBANKING_FPX                  | MY     | online banking    | redirect          | MYR        | -       | -           | -           | 14m    | day
IDEAL                              | NL     | online banking    | redirect          | EUR        | 1       | -           | partial 365 | 14m    | day
BPI                                | PH     | online banking    | redirect, app, qr | PHP        | -       | -           | -           | 14m    | day
GCASH                              | PH     | wallet            | redirect, app, qr | PHP        | 100     | -           | partial 365 | 14m    | day
AKULAKU_PAYLATER_PH                | PH     | pay later         | redirect          | PHP        | -       | -           | -           | 14m    | day
BILLEASE                           | PH     | pay later         | redirect          | PHP        | 5000    | -           | partial 365 | 14m    | day
MAYA                               | PH     | wallet            | redirect, app, qr | PHP        | -       | -           | -           | 14m    | day
ONLINEBANKING_UBP                  | PH     | online banking    | redirect          | PHP        | -       | -           | -           | 14m    | day
SHOPEEPAY_PH                       | PH     | wallet            | redirect, app     | PHP        | -       | -           | -           | 14m    | day
GRABPAY_PH                         | PH     | wallet            | redirect          | PHP        | -       | -           | -           | 14m    | day
PAYU                               | PL     | online banking    | redirect          | PLN        | -       | -           | -           | 14m    | day
P24                                | PL     | online banking    | redirect          | PLN        | 1       | -           | partial 365 | 14m    | day
BLIK                               | PL     | online banking    | redirect, code    | PLN        | 1       | 1000000     | partial 365 | 14m    | day
GRABPAY_SG                         | SG     | wallet            | redirect          | SGD        | 1       | 500000      | partial 365 | 14m    | day
PAYNOW                             | SG     | bank transfer     | qr                | SGD        | 1       | 20000000    | partial 60  | 14m    | day
SHOPEEPAY_SG                       | SG     | wallet            | redirect, app     | SGD        | -       | -           | -           | 14m    | day
KAKAOPAY                           | KR     | wallet            | redirect, app, qr | KRW        | 50      | -           | -           | 14m    | day
NAVERPAY                           | KR     | wallet            | redirect          | KRW        | -       | -           | -           | 14m    | day
TOSSPAY                            | KR     | wallet            | redirect, app, qr | KRW        | -       | -           | -           | 14m    | day
BANKTRANSFER_QUICKPAY              | KR     | bank transfer     | redirect          | KRW        | -       | -           | -           | 14m    | day
RABBIT_LINE_PAY                    | TH     | wallet            | redirect, app, qr | THB        | 1       | 5000000     | partial 365 | 14m    | day
TRUEMONEY                          | TH     | wallet            | redirect, app, qr | THB        | 100     | -           | partial 365 | 14m    | day
SHOPEEPAY_TH                       | TH     | wallet            | redirect, app     | THB        | -       | -           | -           | 14m    | day
KPLUS                              | TH     | bank app          | app, qr           | THB        | -       | -           | -           | 14m    | unpaid
PROMPTPAY                          | TH     | bank transfer     | qr                | THB        | -       | -           | -           | 14m    | unpaid
ONLINEBANKING_KRUNGTHAIBANK        | TH     | online banking    | redirect          | THB        | 100     | 200000000   | none        | 14m    | unpaid
ONLINEBANKING_SIAMCOMMERCIALBANK   | TH     | online banking    | redirect          | THB        | 100     | 200000000   | none        | 14m    | unpaid
ONLINEBANKING_BANGKOKBANK          | TH     | online banking    | redirect          | THB        | 100     | 200000000   | none        | 14m    | unpaid
ONLINEBANKING_BANKOFAYUDHYA        | TH     | online banking    | redirect          | THB        | 100     | 200000000   | none        | 14m    | unpaid
ONLINEBANKING_KASIKORNBANK         | TH     | online banking    | redirect          | THB        | 100     | 500000000   | none        | 14m    | unpaid
BANKTRANSFER_BANGKOKBANK           | TH     | bank transfer     | account           | THB        | 100     | 200000000   | none        | 48h    | unpaid
BANKTRANSFER_SIAMCOMMERCIALBANK    | TH     | bank transfer     | account           | THB        | 100     | 200000000   | none        | 48h    | unpaid
BANKTRANSFER_BANKOFAYUDHYA         | TH     | bank transfer     | account           | THB        | 100     | 200000000   | none        | 48h    | unpaid
BANKTRANSFER_KRUNGTHAIBANK         | TH     | bank transfer     | account           | THB        | 100     | 200000000   | none        | 48h    | unpaid
BANKTRANSFER_KASIKORNBANK          | TH     | bank transfer     | account           | THB        | 100     | 500000000   | none        | 48h    | unpaid
BANKTRANSFER_GOVERNMENTSAVINGSBANK | TH     | bank transfer     | account           | THB        | 100     | 200000000   | none        | 48h    | unpaid
BANKAPP_BANGKOKBANK                | TH     | bank app          | app               | THB        | 100     | 200000000   | none        | 14m    | unpaid
BANKAPP_SIAMCOMMERCIALBANK         | TH     | bank app          | app               | THB        | 100     | 200000000   | none        | 14m    | unpaid
BANKAPP_BANKOFAYUDHYA              | TH     | bank app          | app               | THB        | 100     | 200000000   | none        | 14m    | unpaid
BANKAPP_KRUNGTHAIBANK              | TH     | bank app          | app               | THB        | 100     | 200000000   | none        | 14m    | unpaid
ZALOPAY                            | VN     | wallet            | redirect, app, qr | VND        | 1000    | -           | partial 180 | 14m    | day
MOMO                               | VN     | wallet            | redirect, app, qr | VND        | -       | -           | -           | 14m    | day
ONLINEBANKING_YAPILY               | GB     | online banking    | redirect          | GBP        | -       | -           | -           | 7d     | day
DIDI_PAY_LATER                     | MX     | pay later         | redirect          | MXN        | -       | -           | -           | 14m    | day
UPI                                | IN     | bank transfer     | app, qr           | INR        | -       | -           | -           | 14m    | day
ONLINEBANKING_NETBANKING           | IN     | online banking    | redirect          | INR        | -       | -           | -           | 14m    | day
`;
