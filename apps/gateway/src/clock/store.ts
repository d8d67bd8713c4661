import { execute, maybeOne, type Tx } from "../db/index.ts";

/** Milliseconds the sandbox clock is ahead of the real one; 0 until somebody has moved it. */
export const readClockOffset = async (tx: Tx): Promise<number> =>
  (await maybeOne(tx, (row: { offset_ms: bigint }) => Number(row.offset_ms))`
    select offset_ms from sandbox_clock where id = 1`) ?? 0;

/** Moves the clock by so much more, whoever else moves it at the same time. */
export const addClockOffset = async (tx: Tx, durationMs: number): Promise<void> => {
  await execute(tx)`
    insert into sandbox_clock (id, offset_ms) values (1, ${durationMs})
        on conflict (id) do update set offset_ms = sandbox_clock.offset_ms + excluded.offset_ms`;
};

export const clearClockOffset = async (tx: Tx): Promise<void> => {
  await execute(tx)`delete from sandbox_clock where id = 1`;
};
