import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { type ActDetails, FACTS, type Facts, type ToldFacts } from '../../incident.ts';
import type { IncidentSettings, ShownAct } from '../../incident-replies.ts';
import { categoryWords } from '../incident-words.ts';

/** The thread and the history of an incident in one: everything that was done to it, the last first. */
export function IncidentActs(props: { readonly acts: readonly ShownAct[]; readonly settings: IncidentSettings }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <ol class="incident-acts" reversed>
      <For each={[...props.acts].reverse()}>
        {(act) => (
          <li>
            <strong>{t(`incidents.act.${act.details.kind}`)}</strong>{' '}
            <span class="incident-words">
              <bdi>{detailWords(messages, props.settings, act.details)}</bdi>
            </span>
            <Show when={act.reason}>{(reason) => <p class="incident-words">{reason()}</p>}</Show>
            <p class="incident-aside">
              <bdi>{act.by ?? t('incidents.by-program')}</bdi>{' '}
              <time dateTime={act.at}>{formatMoment(messages, act.at)}</time>
            </p>
          </li>
        )}
      </For>
    </ol>
  );
}

function detailWords(messages: Messages, settings: IncidentSettings, details: ActDetails): string {
  const { t } = messages;
  switch (details.kind) {
    case 'noted':
      return details.text;
    case 'status':
      return t(`incidents.status.${details.status}`);
    case 'assigned':
      return details.assignee?.name ?? t('incidents.nobody');
    case 'priority':
      return details.priority === null ? t('incidents.not-set') : t(`incidents.priority.${details.priority}`);
    case 'veracity':
      return details.veracity === null ? t('incidents.not-set') : t(`incidents.veracity.${details.veracity}`);
    case 'due':
      return details.dueAt === null ? t('incidents.not-set') : formatMoment(messages, details.dueAt);
    case 'told':
      return factWords(messages, settings, details.told);
    case 'made':
      return factWords(messages, settings, { ...details.said, ...details.told });
    case 'followed':
      return details.standing === 'read'
        ? factWords(messages, settings, details.said ?? {})
        : t(`incidents.standing.${details.standing}`);
    case 'linked':
    case 'unlinked':
      return t(`incidents.link.${details.link}`);
    default:
      return '';
  }
}

/** What is said, fact by fact. */
function factWords(messages: Messages, { categories }: IncidentSettings, told: ToldFacts | Facts): string {
  const { t } = messages;
  const given = FACTS.filter((name) => told[name] !== undefined);
  return given
    .map((name) => {
      const value = told[name];
      const label = t(`incidents.fact.${name}`);
      if (value === null || value === undefined) return `${label}: ${t('incidents.as-reported')}`;
      if (name === 'danger') return `${label}: ${t(`incidents.danger.${told.danger ?? 'none'}`)}`;
      if (name === 'category') return `${label}: ${categoryWords(messages, categories, String(value))}`;
      return `${label}: ${name === 'happenedAt' ? formatMoment(messages, String(value)) : String(value)}`;
    })
    .join('\n');
}
