import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { IncidentPage, ListedIncident } from '../../incident-replies.ts';
import { categoryWords, placeWords } from '../incident-words.ts';
import { DangerWords, StatusWords } from './incident-marks.tsx';
import type { ViewProps } from './view-props.ts';

/** Incidents as rows, a page of them. */
export function IncidentList(props: ViewProps & { readonly page: IncidentPage; readonly isFirst: boolean }) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ListedIncident>[] => [
    {
      id: 'number',
      title: t('incidents.number'),
      width: 'fit',
      cell: ({ id, number }) => (
        <a href={props.hrefOf({ incident: id })} noScroll>
          #{number}
        </a>
      ),
    },
    { id: 'danger', title: t('incidents.danger'), cell: (incident) => <DangerWords incident={incident} /> },
    {
      id: 'what',
      title: t('incidents.what'),
      width: 'wide',
      cell: (incident) => <What {...props} incident={incident} />,
    },
    { id: 'place', title: t('incidents.place'), cell: (incident) => <bdi>{placeWords(messages, incident)}</bdi> },
    { id: 'status', title: t('incidents.status'), cell: (incident) => <StatusWords incident={incident} /> },
    {
      id: 'priority',
      title: t('incidents.priority'),
      width: 'fit',
      cell: ({ priority }) => (priority === null ? '' : t(`incidents.priority.${priority}`)),
    },
    {
      id: 'due',
      title: t('incidents.due'),
      cell: ({ dueAt }) => (dueAt === null ? '' : formatMoment(messages, dueAt)),
    },
    { id: 'at', title: t('incidents.known'), cell: ({ at }) => formatMoment(messages, at) },
  ];
  return (
    <>
      <Table caption={t('incidents.view.list')} isCaptionHidden columns={columns()} rows={props.page.incidents} />
      <Show when={!props.isFirst || props.page.next !== null}>
        <nav aria-label={t('incidents.pages')}>
          <Buttons>
            <Show when={!props.isFirst}>
              <LinkButton href={props.hrefOf({ after: null })}>{t('incidents.first-page')}</LinkButton>
            </Show>
            <Show when={props.page.next}>
              {(next) => <LinkButton href={props.hrefOf({ after: next() })}>{t('incidents.next-page')}</LinkButton>}
            </Show>
          </Buttons>
        </nav>
      </Show>
    </>
  );
}

function What(props: Pick<ViewProps, 'settings'> & { readonly incident: ListedIncident }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <span class="incident-what">
      <bdi class="incident-text">{props.incident.facts.what ?? ''}</bdi>
      <span class="incident-aside">
        {categoryWords(messages, props.settings.categories, props.incident.facts.category)}
        <Show when={props.incident.duplicates > 0}>
          {' '}
          · {t('incidents.duplicates-count', { count: props.incident.duplicates })}
        </Show>
        <Show when={props.incident.standing !== null && props.incident.standing !== 'read'}>
          {' '}
          · {t(`incidents.standing.${props.incident.standing ?? 'read'}`)}
        </Show>
      </span>
    </span>
  );
}
