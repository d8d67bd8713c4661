export { type AddressGuard, AddressRefusedError, createAddressGuard } from "./address-guard.ts";
export { createDeliverer, type Deliverer, type DelivererDeps } from "./deliverer.ts";
export { enqueueNotification, type NewNotification } from "./enqueue.ts";
export type { DeliveryAttempt, DeliveryOutcome, Notification, NotificationStatus } from "./notification.ts";
export { resendNotification, resendSince } from "./resend.ts";
export { createSender, type Sender } from "./send.ts";
export {
  countWaiting,
  findNotification,
  listDeliveryAttempts,
  listNotifications,
  listNotificationsOfPayment,
} from "./store.ts";
