import type { ConfigProblem } from "./config-error.ts";
import { type SettingName, settingOf, type SettingValues } from "./settings.ts";

type Given = (name: SettingName) => boolean;
/** Values that could not be read are missing here: they are reported on their own. */
type Values = Partial<SettingValues>;
type Rule = (values: Values, isGiven: Given) => ConfigProblem | undefined;

const variableOf = (name: SettingName): string => settingOf(name).variables[0];

const problemWith = (name: SettingName, problem: string, fix: string): ConfigProblem => ({
  where: variableOf(name),
  problem,
  fix,
});

const productionNeedsDatabase: Rule = ({ mode }, isGiven) =>
  mode === "production" && !isGiven("databaseUrl")
    ? problemWith(
        "databaseUrl",
        "is needed in production.",
        "Set it to postgres://…, or set OPENCASHIER_MODE=embedded to run on SQLite.",
      )
    : undefined;

const productionNeedsMasterKey: Rule = ({ mode }, isGiven) =>
  mode === "production" && !isGiven("masterKey")
    ? problemWith(
        "masterKey",
        "is needed in production.",
        "Make one with `openssl rand -base64 32`, give every replica the same and keep a copy.",
      )
    : undefined;

const certificateNeedsKey: Rule = (_, isGiven) =>
  isGiven("tlsCertFile") && !isGiven("tlsKeyFile")
    ? problemWith("tlsKeyFile", "is needed with tlsCertFile.", "Name the PEM file of the certificate's private key.")
    : undefined;

const keyNeedsCertificate: Rule = (_, isGiven) =>
  isGiven("tlsKeyFile") && !isGiven("tlsCertFile")
    ? problemWith("tlsCertFile", "is needed with tlsKeyFile.", "Name the PEM file of the certificate.")
    : undefined;

const namesNeedLocalCertificate: Rule = ({ mode }, isGiven) =>
  isGiven("tlsNames") && (isGiven("tlsCertFile") || mode === "production")
    ? problemWith(
        "tlsNames",
        "only shapes the local certificate, which this configuration does not use.",
        "Remove it, or have the names put into the certificate in OPENCASHIER_TLS_CERT_FILE.",
      )
    : undefined;

const portsDiffer: Rule = ({ port, httpsPort }) =>
  port !== undefined && port !== 0 && port === httpsPort
    ? problemWith("httpsPort", `is ${port}, the same as PORT.`, "Give HTTPS a port of its own.")
    : undefined;

const poolNeedsDatabase: Rule = (_, isGiven) =>
  isGiven("databasePoolSizeMax") && !isGiven("databaseUrl")
    ? problemWith("databasePoolSizeMax", "means nothing without DATABASE_URL.", "Remove it, or set DATABASE_URL.")
    : undefined;

const rules: readonly Rule[] = [
  productionNeedsDatabase,
  productionNeedsMasterKey,
  certificateNeedsKey,
  keyNeedsCertificate,
  namesNeedLocalCertificate,
  portsDiffer,
  poolNeedsDatabase,
];

/** Settings that are right one by one and wrong together. */
export const findContradictions = (values: Values, isGiven: Given): readonly ConfigProblem[] =>
  rules.flatMap((rule) => rule(values, isGiven) ?? []);
