import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OperationName } from "./operation.ts";

/** One call as it goes over the wire: a case of the reference, shown in the documents and checked in a test. */
export type Example = {
  /** File name without its ending, unique for the operation. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly request: object;
  readonly reply: { readonly result: { readonly resultCode: string } };
};

const folder = join(import.meta.dirname, "..", "examples");

const read = new Map<OperationName, readonly Example[]>();

/** The examples of an operation, successes first, then by name. Read from disk when first asked for. */
export function examplesOf(operationName: OperationName): readonly Example[] {
  const known = read.get(operationName);
  if (known) return known;
  const examples = readExamples(operationName);
  read.set(operationName, examples);
  return examples;
}

function readExamples(operationName: OperationName): readonly Example[] {
  const operationFolder = join(folder, operationName);
  const examples = readdirSync(operationFolder)
    .toSorted()
    .map((file): Example => {
      const content = JSON.parse(readFileSync(join(operationFolder, file), "utf8")) as Omit<Example, "name">;
      return { name: file.replace(/\.json$/, ""), ...content };
    });
  const isSuccess = ({ reply }: Example): boolean => reply.result.resultCode === "SUCCESS";
  return [...examples.filter(isSuccess), ...examples.filter((example) => !isSuccess(example))];
}
