export { type Bank, banksFor } from "./banks.ts";
export { type Bin, findSandboxBin } from "./bins.ts";
export { type FaultPlan, FaultPlanError, parseFaultPlan } from "./fault-plan.ts";
export { type ActiveFaultPlan, createFaultPlans, type FaultPlans } from "./fault-plans.ts";
export { type InstallmentOffer, installmentPlansFor, type InstallmentQuestion } from "./installments.ts";
export type {
  ChallengeAnswer,
  ChallengePage,
  MethodPage,
  PageChoice,
  PageStatus,
  PayerPage,
  SandboxPages,
} from "./pages.ts";
export { lateMinutes, methodName, payerChoices } from "./payer-choices.ts";
export { createSandboxAcquirer, type SandboxAcquirer, type SandboxAcquirerDeps } from "./sandbox-acquirer.ts";
export { sandboxDocument } from "./sandbox-document.ts";
export { challengeCode, wrongCodesMax } from "./three-ds-cases.ts";
export { type TestCard, testCardTable } from "./test-card-table.ts";
