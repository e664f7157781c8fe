/**
 * Why the program cannot go on, said to the person at the terminal: printed as it stands, without a stack. Action, colon,
 * what was found, what is wanted.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What file systems, and PostgreSQL of its disk, refuse for reasons that a person can mend. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a file stands where a folder is wanted',
  EISDIR: 'a folder stands where a file is wanted',
  EEXIST: 'it is there already',
  EACCES: 'not allowed to read or write it',
  EPERM: 'not allowed to read or write it',
  EROFS: 'not allowed to write: the disk is mounted for reading only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full: no more room is allowed to this user',
  EFBIG: 'the file is larger than this disk takes',
  EIO: 'the disk fails to read or write',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  53100: 'the disk of the database is full',
  '57P01': 'the database has ended; is its disk full?',
  '57P02': 'the database has ended; is its disk full?',
  CONNECTION_CLOSED: 'the database has ended; is its disk full?',
};

/** What a disk refused, as `/path: the disk is full`, without a point at the end; null: the error is of another kind. */
export function wordDiskFault(error: unknown): string | null {
  const { code, path } = error as NodeJS.ErrnoException;
  const words = Object.hasOwn(FAULTS, String(code)) ? FAULTS[String(code)] : undefined;
  if (words === undefined) return null;
  return path === undefined ? words : `${path}: ${words}`;
}

/** @param tried what was tried, with where. @returns a refusal that says what the disk refused; any other error as it is. */
export function refusalOfDisk(tried: string, error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const { path } = error as NodeJS.ErrnoException;
  // What ends with the place already does not say it twice.
  const isPlaced = path !== undefined && tried.endsWith(` ${path}`);
  const words = wordDiskFault(isPlaced ? { code: (error as NodeJS.ErrnoException).code } : error);
  return words === null ? error : new Refusal(`${tried}: ${words}.`);
}

/** Reads or writes. @throws Refusal that says what was tried, where the disk refuses it; other errors as they come. */
export function onDisk<T>(tried: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw refusalOfDisk(tried, error);
  }
}
