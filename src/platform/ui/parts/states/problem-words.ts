import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { MessageParameters } from '../../../../kernel/issue.ts';
import type { Messages } from '../../../i18n/messages.ts';

/** What ended a request, as it came from the server or was noticed here (`offline`, `offline-reading`, `outdated`). */
export interface KnownProblem {
  readonly code: string;
  readonly parameters: MessageParameters;
}

const BYTES_PER_MEGABYTE = 1_048_576;

/** What happened and what to do, in the words of the catalogue `problems`; general words for a code that it lacks. */
export function wordProblem(
  messages: Messages,
  problem: KnownProblem,
): { readonly title: string; readonly advice: string } {
  const { code, parameters } = problem;
  const say = (key: string) => messages.find(`problems.${key}`, inForm(messages, parameters));
  return {
    title: sizeLimit(messages, problem) ?? say(code) ?? messages.t('problems.other'),
    advice: say(`${code}.advice`) ?? messages.t('problems.other.advice'),
  };
}

/** A `day` as the reader writes days; the rest as it is. */
function inForm({ formatDate }: Messages, parameters: MessageParameters): MessageParameters {
  const { day } = parameters;
  const date = typeof day === 'string' ? parseCalendarDate(day) : null;
  return date === null ? parameters : { ...parameters, day: formatDate(date) };
}

function sizeLimit(messages: Messages, { code, parameters }: KnownProblem): string | null {
  const { limitBytes } = parameters;
  if (code !== 'too-large' || typeof limitBytes !== 'number') return null;
  return messages.t('problems.too-large.bytes', { limit: Math.round(limitBytes / BYTES_PER_MEGABYTE) });
}
