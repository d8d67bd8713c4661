export { createMerchant, listMerchants, type MerchantPage, type NewMerchant, updateMerchant } from "./accounts.ts";
export { authenticate, type AuthenticationCode, type ReceivedRequest } from "./authenticate.ts";
export { createMerchantDirectory, type MerchantDirectory, type MerchantDirectoryOptions } from "./directory.ts";
export {
  ensureGatewayKeys,
  type GatewayKey,
  type GatewayKeyDeps,
  type GatewayKeys,
  rotateGatewayKey,
} from "./gateway-keys.ts";
export {
  createMasterKeyProvider,
  type KeyProvider,
  type MasterKeyOptions,
  type MasterKeyProvider,
} from "./master-key.ts";
export * from "./merchant.ts";
export { addMerchantKey, listMerchantKeys, type RotationOptions } from "./merchant-keys.ts";
export { MerchantSettingError, type MerchantSettings } from "./merchant-settings.ts";
export type { StoredMerchantKey } from "./store.ts";
