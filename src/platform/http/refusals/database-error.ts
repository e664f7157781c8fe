import postgres from 'postgres';
import { Problem } from '../problem.ts';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
]);

/**
 * The problem that an error of the database means to whoever asked, or null where it means a bug of ours.
 * Codes: PostgreSQL documentation, appendix A.
 */
export function problemOfDatabaseError(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return null;
  if (error instanceof postgres.PostgresError) return problemOfCode(code, error);
  return UNREACHABLE.has(code) ? new Problem('unavailable') : null;
}

function problemOfCode(code: string, error: postgres.PostgresError): Problem | null {
  switch (code) {
    case '23505': // unique_violation
      return new Problem('conflict', { what: error.table_name ?? '' });
    case '40001': // serialization_failure
    case '40P01': // deadlock_detected
      return new Problem('changed-meanwhile');
    case '57014': // query_canceled, by statement_timeout
    case '55P03': // lock_not_available
      return new Problem('too-slow');
    case '22021': // character_not_in_repertoire
    case '22P05': // untranslatable_character: U+0000 within jsonb
      return new Problem('malformed');
    case '53100': // disk_full
      return new Problem('out-of-space');
    default:
      return isAway(code) ? new Problem('unavailable') : null;
  }
}

/** Classes 08 (connection) and 53 (resources), and the codes of a server that stops or starts. */
function isAway(code: string): boolean {
  return code.startsWith('08') || code.startsWith('53') || ['57P01', '57P02', '57P03'].includes(code);
}
