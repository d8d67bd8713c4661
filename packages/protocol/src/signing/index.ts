export * from "./content.ts";
export {
  formatSignatureHeader,
  parseSignatureHeader,
  signatureHeaderCharsMax,
  type MalformedSignatureHeader,
  type ParsedSignatureHeader,
} from "./signature-header.ts";
export * from "./sign.ts";
export * from "./keys.ts";
export { diagnoseSignature, diagnosisHeaderText } from "./diagnosis.ts";
export type { Diagnosis, ExpectedText, ReceivedForDiagnosis } from "./diagnosis.ts";
export type { DiagnosisCause } from "./diagnosis-cause.ts";
export type { KeyCandidates, MerchantKeyCandidate } from "./diagnosis-keys.ts";
export * from "./captured-request.ts";
