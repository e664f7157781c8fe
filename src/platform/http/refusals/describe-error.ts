import postgres from 'postgres';

/** Errors whose words quote what was read: a password in a body that is no JSON would stand in the log. */
const QUOTING = ['SyntaxError', 'ZodError', 'URIError'];

/** What a log may hold of an error: of the database's and of parsers', neither text nor values, because they quote what was sent. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  if (error instanceof postgres.PostgresError) {
    const { code, table_name, column_name, constraint_name, routine } = error;
    return { name: error.name, code, table_name, column_name, constraint_name, routine, frames };
  }
  const { code } = error as NodeJS.ErrnoException;
  return {
    name: error.name,
    ...(QUOTING.includes(error.name) ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    frames,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
