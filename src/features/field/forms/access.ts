import type { Db } from '../../../platform/http/endpoint.ts';
import type {
  ChoiceMatches,
  ChoiceNames,
  ChoicePlaces,
  FileChoice,
  GivenAnswer,
  ListedWords,
} from './checking/file-choices.ts';
import { loadListedWords, nameChoices, placeChoices, searchChoices } from './store/choices/find-choices.ts';
import { makeChoiceLists } from './store/choices/make-choices.ts';
import {
  findVersionByNumber,
  hashVersion,
  listOpenVersions,
  type PublishedFile,
  type PublishedVersion,
  type VersionHashes,
} from './store/find-published.ts';
import { getFormFile } from './store/keep-files.ts';
import { getVersionOutput } from './store/keep-versions.ts';
import { type Codebooks, createCodebooks } from './store/read-codebooks.ts';

/** A published version of a form with what telephones compare to tell whether they have it. */
export interface PublishedForm extends PublishedVersion, VersionHashes {}

/** What other slices may read of the forms that were published. */
export interface PublishedForms {
  /** The newest versions of the forms of a mission that are in use, by their form ids. */
  listOpen(sql: Db, missionId: string): Promise<PublishedForm[]>;
  /** The version of that number, whether the form is in use or not; null: there is none. */
  find(sql: Db, missionId: string, wanted: { formId: string; number: number }): Promise<PublishedForm | null>;
}

const MOST_KEPT = 500;

/** @returns a reader that keeps the hashes of 500 versions, which never change once they were published. */
export function createPublishedForms(): PublishedForms {
  const kept = new Map<string, VersionHashes>();
  const hashes = async (sql: Db, version: PublishedVersion): Promise<VersionHashes> => {
    const key = `${version.id} ${version.number}`;
    const known = kept.get(key) ?? (await hashVersion(sql, version));
    if (known === null)
      throw new Error(`Hash version ${version.number} of a form: it is gone, but versions stay for ever`);
    kept.set(key, known);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return known;
  };
  const complete = async (sql: Db, version: PublishedVersion) => ({ ...version, ...(await hashes(sql, version)) });
  return {
    listOpen: async (sql, missionId) => {
      const versions = await listOpenVersions(sql, missionId);
      return Promise.all(versions.map((version) => complete(sql, version)));
    },
    find: async (sql, missionId, wanted) => {
      const version = await findVersionByNumber(sql, missionId, wanted);
      return version === null ? null : complete(sql, version);
    },
  };
}

/** The XForm of a version. @throws Problem `not-found`. */
export async function getXform(sql: Db, version: { id: string; number: number }): Promise<string> {
  return getVersionOutput(sql, { formId: version.id, number: version.number }, 'xform');
}

/** The package of a version, as JSON text. @throws Problem `not-found`. */
export async function getFormPackage(sql: Db, version: { id: string; number: number }): Promise<string> {
  return getVersionOutput(sql, { formId: version.id, number: version.number }, 'package');
}

/** The codebook of a version, as JSON text. @throws Problem `not-found`. */
export async function getFormCodebook(sql: Db, version: { id: string; number: number }): Promise<string> {
  return getVersionOutput(sql, { formId: version.id, number: version.number }, 'codebook');
}

/** A file beside a version. @throws Problem `not-found`. */
export async function getPublishedFile(
  sql: Db,
  version: { id: string; number: number },
  file: Pick<PublishedFile, 'name'>,
): Promise<Uint8Array> {
  const { content } = await getFormFile(sql, { formId: version.id, number: version.number, name: file.name });
  return content;
}

/** @returns a reader of the codebooks of versions, which keeps those that were asked for last. */
export function openCodebooks(): Codebooks {
  return createCodebooks();
}

/** Makes the lists of choices that stand in files, of all published versions that have none yet. */
export async function listFileChoices(sql: Parameters<typeof makeChoiceLists>[0]): Promise<void> {
  await makeChoiceLists(sql);
}

/**
 * The words of what was chosen from files, of these values alone.
 *
 * @param number of the version whose words count before those of newer ones; null: the newest that knows a value counts.
 */
export async function nameFileChoices(
  sql: Db,
  answers: readonly GivenAnswer[],
  number: number | null = null,
): Promise<ChoiceNames> {
  return await nameChoices(sql, answers, number);
}

/** The choices of a question that stand in a file and hold every word. */
export async function searchFileChoices(
  sql: Db,
  question: { readonly formUuid: string; readonly path: string },
  wanted: { readonly search: string; readonly most: number },
): Promise<ChoiceMatches> {
  return await searchChoices(sql, question, wanted);
}

/** Where the choices of a question stand in the files that they are taken from; none: it takes them from no file. */
export async function placeFileChoices(
  sql: Db,
  question: { readonly formUuid: string; readonly path: string },
): Promise<ChoicePlaces> {
  return await placeChoices(sql, question);
}

/** All choices that questions of some versions take from files, in one language, by path. */
export async function loadFileWords(
  sql: Db,
  formUuid: string,
  wanted: {
    readonly versions: { readonly from: number; readonly to: number };
    readonly wordOf: (labels: FileChoice['labels']) => string | null;
  },
): Promise<ReadonlyMap<string, ListedWords>> {
  return await loadListedWords(sql, formUuid, wanted);
}
