import type { TransactionSql } from 'postgres';

/**
 * How long a statement of the program may run, and how long it may wait for another's change, in milliseconds. What
 * takes longer is a mistake or an attack, and would keep one of the few connections from everybody.
 */
export const TIME_LIMITS = { statement_timeout: 30_000, lock_timeout: 5_000 } as const;

const LONG_STATEMENT_MS = 600_000;

/** Lets the statements of this transaction take as long as a whole election needs: ten minutes each. */
export async function takeTime(sql: TransactionSql): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(LONG_STATEMENT_MS)}, true)`;
}
