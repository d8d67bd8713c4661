export {
  type Config,
  findConfigWarnings,
  loadConfig,
  type MasterKeyConfig,
  type StoreConfig,
  toConfig,
} from "./config.ts";
export { ConfigError, type ConfigProblem } from "./config-error.ts";
export { type DescribedSetting, describeSettings } from "./describe-settings.ts";
export { readEnvironment } from "./environment.ts";
export { checkCertificate, type CertificateCheck } from "./certificate-check.ts";
export { ensureLocalCertificate, type LocalCertificate } from "./local-certificate.ts";
export { createPrivateFile, makePrivateFolder, replacePrivateFile } from "./private-file.ts";
export { type ConfigSources, type Environment, resolveSettings, type ResolvedSettings } from "./resolve-settings.ts";
export type { Mode } from "./setting.ts";
export type { SettingName } from "./settings.ts";
