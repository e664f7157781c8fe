/** What a rule returns: the value, or the reason why there is none. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A success that carries `value`. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A failure that carries `error`. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/**
 * The value, where its absence would be a bug of ours and never a mistake of a user.
 *
 * @throws Error with `message` when `value` is null or undefined.
 */
export function must<T>(value: T | null | undefined, message: string): T {
  if (value === null || value === undefined) throw new Error(message);
  return value;
}

/** Ends a `switch` over a union: the compiler proves that no case is left. */
export function unreachable(value: never): never {
  throw new Error(`Reached a case that cannot be: ${JSON.stringify(value)}`);
}
