import { examplesOf, type OperationName, operations, type ResultCode } from "@opencashier/protocol";
import type { ConsoleCase, ConsoleStep } from "@opencashier/protocol/console";
import { codeCases } from "./explorer-code-cases.ts";

/**
 * Cases of the API explorer, each with the result code that the sandbox answers. `{{id}}` stands for one fresh id of the run,
 * `{{paymentId}}` and the like for what a step before was answered with.
 */
export const casesOf = (prefix: string): readonly ConsoleCase[] => {
  const pathOf = (operation: OperationName): string => `${prefix}${operations[operation].path}`;
  const own = codeCases.map(({ operation, before = [], ...rest }): ConsoleCase => ({
    ...rest,
    operation,
    path: pathOf(operation),
    ...(before.length > 0 && {
      before: before.map((step): ConsoleStep => ({ ...step, path: pathOf(step.operation) })),
    }),
  }));
  return [...readExamples().map((one) => ({ ...one, path: pathOf(one.operation) })), ...own];
};

/** Examples that need nothing that happened before, and no account of a particular kind. */
const stateless = ["createPaymentSession", "pay", "consult"] as const satisfies readonly OperationName[];
const reproducible = new Set<string>(["SUCCESS", "PAYMENT_IN_PROCESS", "PARAM_ILLEGAL"] satisfies ResultCode[]);

const readExamples = () =>
  stateless.flatMap((operation) =>
    examplesOf(operation).flatMap(({ title, request, reply }) => {
      const { resultCode } = reply.result;
      const isOwn = codeCases.some((one) => one.operation === operation && one.name === title);
      return reproducible.has(resultCode) && !isOwn ? [{ operation, name: title, body: request, resultCode }] : [];
    }),
  );
