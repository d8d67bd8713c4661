import { randomInt } from "node:crypto";

/*
 * How far one run of the battery goes. Every push takes the defaults; nights take more.
 *
 *   OPENCASHIER_FUZZ_RUNS   generated requests of the fuzz suite
 *   OPENCASHIER_KILLS       kills of the gateway for each engine
 *   OPENCASHIER_SEED        the seed a failed run printed, to repeat it
 */

/** A whole number from the environment. Throws for anything else, so that a typing error runs no short battery. */
export function countFromEnv(name: string, countDefault: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return countDefault;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new RangeError(`${name} must be a whole number of 1 or more`);
  return Number(text);
}

/** Drawn anew for each run unless told; always printed. */
export const chooseSeed = (): number => countFromEnv("OPENCASHIER_SEED", randomInt(1, 2 ** 31 - 1));

/** One line a suite, shown with the test run whatever its reporter. */
export const report = (line: string): void => {
  process.stdout.write(`battery: ${line}\n`);
};

/** Starts `concurrency` workers that take the next number below `count` until none is left. Fails with the first failure. */
export async function forEachConcurrently(
  count: number,
  concurrency: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
