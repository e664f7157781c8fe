import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { onDisk, Refusal, refusalOfDisk, wordDiskFault } from '../../platform/db/refusal.ts';
import { runCommandLine } from './main.ts';

const home = temporaryFolder('terminal');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const FORM = join(process.cwd(), 'examples/forms/voting.xlsx');

/** Runs the program in this process. @returns its status and all that it says on standard error. */
async function told(...args: string[]): Promise<{ status: number; errors: string }> {
  const lines: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  return { status: await runCommandLine(args), errors: lines.join('\n') };
}

afterEach(() => vi.restoreAllMocks());

describe('a mistake at the terminal is one sentence that says what and where', () => {
  test('a key for a folder that is not there', async () => {
    const { status, errors } = await told('backup-key', '--out', join(home, 'none/key.txt'));
    expect(status).toBe(1);
    expect(errors).toContain(`Write the key to ${join(home, 'none/key.txt')}: ${join(home, 'none')}`);
    expect(errors).toMatch(/: there is no such file or folder\.$/);
    expect(existsSync(join(home, 'none'))).toBe(false);
  });

  test('a folder in the place of a key, of a recipient, of a file of an import', async () => {
    const folder = join(home, 'folder');
    mkdirSync(folder);
    const key = await told('restore', '--from', home, '--identity', folder, '--data', join(home, 'new'));
    expect(key).toEqual({ status: 1, errors: `Read the key ${folder}: a folder stands where a file is wanted.` });
    const recipient = await told('backup', '--to', home, '--recipient', folder);
    expect(recipient.errors).toBe(`Read the recipient of backups ${folder}: a folder stands where a file is wanted.`);
    writeFileSync(join(home, 'file'), 'x');
    const below = await told('backup-key', '--out', join(home, 'file/key.txt'));
    expect(below.errors).toMatch(/file\/?(key\.txt)?: a file stands where a folder is wanted\.$/);
  });

  test('a form, its answers and the policy of witnesses that are not there, or are folders', async () => {
    const [gone, folder, unserved] = [join(home, 'gone'), join(home, 'a-folder'), join(home, 'unserved')];
    mkdirSync(folder);
    const commands: readonly (readonly [string, (path: string) => readonly string[]])[] = [
      ['Read', (path) => ['form', 'check', path]],
      ['Read', (path) => ['form', 'convert', path]],
      ['Read', (path) => ['form', 'publish', path, '--mission', 'demo']],
      ['Read', (path) => ['form', 'fill', FORM, '--answers', path]],
      ['Read', (path) => ['sample', 'repeat', path, '--frame', FORM]],
      ['Read the policy', (path) => ['witness', 'serve', '--state', unserved, '--policy', path]],
    ];
    for (const [tried, command] of commands) {
      expect((await told(...command(gone))).errors.split('\n').at(-1), command(gone).join(' ')).toBe(
        `${tried} ${gone}: there is no such file or folder.`,
      );
      expect((await told(...command(folder))).errors.split('\n').at(-1), command(folder).join(' ')).toBe(
        `${tried} ${folder}: a folder stands where a file is wanted.`,
      );
    }
  });

  test.skipIf(!existsSync('/dev/full'))('a disk that is full while a file is written', async () => {
    const { status, errors } = await told('form', 'convert', FORM, '--out', '/dev/full');
    expect(status).toBe(1);
    expect(errors.split('\n').at(-1)).toBe('Write /dev/full: the disk is full.');
  });

  test.each([
    ['EACCES', 'not allowed to read or write it'],
    ['EPERM', 'not allowed to read or write it'],
    ['EROFS', 'not allowed to write: the disk is mounted for reading only'],
    ['ENOSPC', 'the disk is full'],
    ['53100', 'the disk of the database is full'],
  ])('%s', (code, words) => {
    expect(wordDiskFault(Object.assign(new Error('x'), { code, path: '/p' }))).toBe(`/p: ${words}`);
    const refusal = refusalOfDisk('Restore one', Object.assign(new Error('x'), { code })) as Refusal;
    expect([refusal instanceof Refusal, refusal.message]).toEqual([true, `Restore one: ${words}.`]);
  });
});

test('a mistake of the program stays what it is, with its stack; a refusal keeps its words', () => {
  const [bug, refusal] = [new TypeError('x is not a function'), new Refusal('No.')];
  expect(refusalOfDisk('Try', bug)).toBe(bug);
  expect(refusalOfDisk('Try', refusal)).toBe(refusal);
  const fail = () => {
    throw bug;
  };
  expect(() => onDisk('Try', fail)).toThrow(bug);
});
