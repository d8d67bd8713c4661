export { type AddressGuard, createAddressGuard } from "./address-guard.ts";
export { createDeliverer, type Deliverer, type DelivererDeps } from "./deliverer.ts";
export { enqueueNotification, type NewNotification } from "./enqueue.ts";
export { releaseLeases } from "./delivery-store.ts";
export type { DeliveryAttempt, DeliveryOutcome, Notification, NotificationStatus } from "./notification.ts";
export { type AddressProbe, createAddressProbe, type ProbeRequest } from "./probe.ts";
export { resendNotification, resendSince } from "./resend.ts";
export { createHostResolver, type HostResolver } from "./resolve-host.ts";
export { createSender, type Sender } from "./send.ts";
export {
  countDue,
  findNotification,
  listDeliveryAttempts,
  listNotifications,
  listNotificationsOfPayment,
  listNotificationsPage,
  countByStatus,
  type StatusCount,
} from "./store.ts";
export { deriveWebhookKey, type WebhookKey } from "./webhook-key.ts";
