export { type CallOptions, type Client, type ClientOptions, createClient } from "./create-client.ts";
export {
  type AnyReply,
  GatewayUnreachableError,
  PaymentFailedError,
  PaymentUnknownError,
  type ReplyResult,
  type UnknownReason,
} from "./errors.ts";
export type { GatewayPublicKeys } from "./gateway-keys.ts";
export {
  acknowledgement,
  type CaptureNotification,
  type DisputeNotification,
  type Notification,
  type NotifiedAmount,
  type PaymentNotification,
  type RefundNotification,
} from "./notification.ts";
export {
  type NotificationOptions,
  NotificationRejectedError,
  type NotificationRejection,
  type ReceivedNotification,
  verifyNotification,
} from "./verify-notification.ts";
