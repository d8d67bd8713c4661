import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NotificationName } from "./notifications/index.ts";
import type { OperationName } from "./operation.ts";

/** What every example tells of itself. */
type Told = {
  /** File name without its ending, unique in its folder. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
};

type HasResult = { readonly result: { readonly resultCode: string } };

/** One call as it goes over the wire: a case of the reference, shown in the documents and checked in a test. */
export type Example = Told & { readonly request: object; readonly reply: HasResult };

/** One notification as the merchant receives it. */
export type NotificationExample = Told & { readonly body: HasResult };

const folder = join(import.meta.dirname, "..", "examples");

const read = new Map<string, readonly Told[]>();

/** The examples of an operation, successes first, then by name. Read from disk when first asked for. */
export const examplesOf = (operationName: OperationName): readonly Example[] =>
  examplesIn<Example>(operationName, ({ reply }) => reply);

/** The examples of a notification, in the same order. */
export const notificationExamplesOf = (notificationName: NotificationName): readonly NotificationExample[] =>
  examplesIn<NotificationExample>(notificationName, ({ body }) => body);

function examplesIn<Kind extends Told>(name: string, answerOf: (example: Kind) => HasResult): readonly Kind[] {
  const known = read.get(name) as readonly Kind[] | undefined;
  if (known) return known;
  const examples = readFolder(name) as readonly Kind[];
  const isSuccess = (example: Kind): boolean => answerOf(example).result.resultCode === "SUCCESS";
  const sorted = [...examples.filter(isSuccess), ...examples.filter((example) => !isSuccess(example))];
  read.set(name, sorted);
  return sorted;
}

const readFolder = (name: string): readonly Told[] =>
  readdirSync(join(folder, name))
    .toSorted()
    .map((file): Told => {
      const content = JSON.parse(readFileSync(join(folder, name, file), "utf8")) as Omit<Told, "name">;
      return { name: file.replace(/\.json$/, ""), ...content };
    });
