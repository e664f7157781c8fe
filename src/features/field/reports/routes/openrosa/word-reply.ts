import type { MessageParameters } from '../../../../../kernel/issue.ts';
import type { Problem } from '../../../../../platform/http/problem.ts';
import { WORD_LANGUAGES, type WordLanguage, type Words } from './ground.ts';

/** The language to answer in: the first of ours that the header `Accept-Language` names, in the order of its weights. */
export function chosenLanguage(header: string | undefined): WordLanguage {
  if (header === undefined || header === '') return 'en';
  const wanted = header
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const weight = parameters.find((text) => text.startsWith('q='));
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .sort((a, b) => b.weight - a.weight);
  const isOurs = (language: string) => WORD_LANGUAGES.find((ours) => ours === language);
  return wanted.map(({ language }) => isOurs(language)).find((language) => language !== undefined) ?? 'en';
}

const BYTES_PER_MEGABYTE = 1_000_000;

/** What ended a request, in words for whoever holds the telephone. */
export function wordProblem(words: Words, { kind, parameters }: Problem): string {
  const { limitBytes } = parameters;
  const more: MessageParameters =
    typeof limitBytes === 'number' ? { ...parameters, megabytes: limitBytes / BYTES_PER_MEGABYTE } : parameters;
  const key = kind === 'too-large' && typeof limitBytes !== 'number' ? 'too-many-files' : kind;
  return words.find(`openrosa.${key}`, more) ?? words.find('openrosa.other') ?? kind;
}

/** That a record has come, with its receipt. */
export function wordReceipt(words: Words, code: string): string {
  return words.find('openrosa.received', { code }) ?? code;
}
