import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PartState } from './export-place.ts';
import { PartFile } from './part-file.ts';

/** The name of what is handed out, and of the dictionary beside it, in the folder of an export. */
export const RESULT = 'result';
export const DICTIONARY = 'dictionary.csv';

/** Where the files of one export lie. */
export function folderOfExport(folder: string, id: string): string {
  return join(folder, id);
}

/** Removes the folders of exports that nobody keeps any more. `findKept` is told all that there are. */
export async function removeUnkept(
  folder: string,
  findKept: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<void> {
  const ids = (await readdir(folder).catch(noneWhereMissing)).filter(isUuid);
  if (ids.length === 0) return;
  const kept = new Set(await findKept(ids));
  for (const id of ids.filter((each) => !kept.has(each))) await rm(join(folder, id), { recursive: true, force: true });
}

function noneWhereMissing(error: unknown): string[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

/** The files of one export while it is written. */
export class ExportFolder {
  readonly path: string;
  private readonly parts = new Map<string, PartFile>();
  private readonly states: Readonly<Record<string, PartState>>;

  private constructor(path: string, states: Readonly<Record<string, PartState>>) {
    this.path = path;
    this.states = states;
  }

  /** Opens the folder; files go on from the states of their names. */
  static async open(path: string, states: Readonly<Record<string, PartState>>): Promise<ExportFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return new ExportFolder(path, states);
  }

  /** The file of that name, and whether it begins here. */
  async part(name: string, isPacked: boolean): Promise<{ readonly part: PartFile; readonly isNew: boolean }> {
    const known = this.parts.get(name);
    if (known !== undefined) return { part: known, isNew: false };
    const state = this.states[name] ?? null;
    const part = await PartFile.open(join(this.path, name), { isPacked, state });
    this.parts.set(name, part);
    return { part, isNew: state === null };
  }

  /** How many files there are whose names begin so. */
  count(start: string): number {
    const names = new Set([...Object.keys(this.states), ...this.parts.keys()]);
    return [...names].filter((name) => name.startsWith(start)).length;
  }

  /** How far all files are written; those that were not looked at are where they were. */
  get written(): Readonly<Record<string, PartState>> {
    const own = [...this.parts].map(([name, { state }]) => [name, state] as const);
    return { ...this.states, ...Object.fromEntries(own) };
  }

  /** Removes all files but these. */
  async keepOnly(names: readonly string[]): Promise<void> {
    const others = (await readdir(this.path)).filter((name) => !names.includes(name));
    for (const name of others) await rm(join(this.path, name), { force: true });
  }

  async sync(): Promise<void> {
    for (const part of this.parts.values()) await part.sync();
  }

  async close(): Promise<void> {
    for (const part of this.parts.values()) await part.close();
  }
}
