import type { ConsoleCase, ConsoleStep } from "@opencashier/protocol/console";

/** What placeholders stand for: `id`, fresh for each run, and members of the answers so far. */
export type Known = Readonly<Record<string, string>>;

const placeholder = /\{\{(\w+)\}\}/g;

/** Tells in every list where it came from. */
export const newId = (): string => `explorer-${crypto.randomUUID()}`;

/** A name that no step has answered stays, so that the gateway's refusal shows it. */
export const fillIn = (text: string, known: Known): string =>
  text.replaceAll(placeholder, (whole, name: string) => known[name] ?? whole);

export const hasPlaceholders = (text: string): boolean => text.search(placeholder) !== -1;

/** The text members of an answer, beside those of earlier ones. */
export function learn(known: Known, answer: string): Known {
  try {
    const members = Object.entries(JSON.parse(answer) as object).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return { ...known, ...Object.fromEntries(members) };
  } catch {
    return known;
  }
}

export type StepAnswer = { readonly operation: string; readonly answer: string };

/** Sends the steps of a case one after the other. `exchange` signs and sends one request and answers the body of its reply. */
export async function runSteps(
  { before = [] }: Pick<ConsoleCase, "before">,
  exchange: (step: ConsoleStep, body: string) => Promise<string>,
): Promise<{ readonly known: Known; readonly answers: readonly StepAnswer[] }> {
  let known: Known = { id: newId() };
  const answers: StepAnswer[] = [];
  for (const step of before) {
    // Each step may need what the one before it was answered with. oxlint-disable-next-line no-await-in-loop
    const answer = await exchange(step, fillIn(JSON.stringify(step.body), known));
    known = learn(known, answer);
    answers.push({ operation: step.operation, answer });
  }
  return { known, answers };
}
