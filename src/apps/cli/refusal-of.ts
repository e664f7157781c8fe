import { Refusal } from '../../platform/db/refusal.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { en } from '../../platform/i18n/catalogue-en.ts';
import { createMessages } from '../../platform/i18n/messages.ts';

const WORDS = createMessages('en', en);

/** A problem of the server's rules, as the terminal tells it: what was tried, what was found, what to do. */
export function refusalOf(tried: string, { kind, parameters, issues }: Problem): Refusal {
  if (kind === 'not-found')
    return new Refusal(`${tried}: there is no ${parameters.what ?? 'such thing'} on this server.`);
  const title = WORDS.find(`problems.${kind}`, parameters) ?? kind;
  const advice = WORDS.find(`problems.${kind}.advice`, parameters) ?? '';
  const details = (issues ?? []).map((issue) => {
    const words =
      WORDS.find(`formFaults.${issue.code}`, issue.parameters) ?? WORDS.find(`issues.${issue.code}`, issue.parameters);
    const place = [issue.file, issue.row, issue.column]
      .filter((part) => part !== undefined && part !== null)
      .join(', ');
    return `\n  ${place === '' ? '' : `${place}: `}${words ?? issue.code}`;
  });
  return new Refusal(`${tried}: ${title}. ${advice}${details.join('')}`);
}
