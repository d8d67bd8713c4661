/** 0: done. 1: it went wrong, or a check failed. 2: the command, a value or the configuration has to be changed first. */
export type ExitCode = 0 | 1 | 2;
