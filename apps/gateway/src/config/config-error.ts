/** One reason not to start, and the way out. Never holds the value of a secret. */
export type ConfigProblem = {
  /** The variable, key, option or file at fault. */
  readonly where: string;
  readonly problem: string;
  readonly fix: string;
};

/** The configuration cannot be used. Carries every problem, so that one look repairs them all. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ where, problem, fix }) => `  ${where}: ${problem} ${fix}`);
    super(`The configuration cannot be used:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}
