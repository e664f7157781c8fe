import { Show } from 'solid-js';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import type { EventBody } from '../contract.ts';
import { isToLookInto } from '../security-event.ts';
import { wordEvent, wordEventActor, wordEventDetails, wordObject, wordTimes } from './word-event.ts';

/** The address of the list with one more filter. */
export type NarrowedHref = (field: 'kind' | 'actor' | 'source', value: string) => string;

/** The columns of the events: what happened how often, who it was, from where, to what, and when. */
export function eventColumns(messages: Messages, href: NarrowedHref): Column<EventBody>[] {
  const { t } = messages;
  return [
    {
      id: 'kind',
      title: t('security.field.kind'),
      cell: (event) => <Kind event={event} messages={messages} href={href} />,
    },
    {
      id: 'count',
      title: t('security.field.count'),
      width: 'fit',
      align: 'end',
      cell: (event) => messages.formatNumber(event.count),
    },
    {
      id: 'actor',
      title: t('security.field.actor'),
      cell: (event) => <Who event={event} messages={messages} href={href} />,
    },
    {
      id: 'source',
      title: t('security.field.source'),
      width: 'fit',
      cell: (event) => <From source={event.source} messages={messages} href={href} />,
    },
    {
      id: 'subject',
      title: t('security.field.subject'),
      cell: (event) => (
        <span title={event.subjectName === null ? undefined : event.subjectKey}>{wordObject(messages, event)}</span>
      ),
    },
    { id: 'details', title: t('security.field.details'), cell: (event) => wordEventDetails(messages, event) },
    {
      id: 'at',
      title: t('security.field.at'),
      width: 'fit',
      cell: (event) => <time datetime={event.at}>{wordTimes(messages, event)}</time>,
    },
  ];
}

interface CellProps {
  readonly event: EventBody;
  readonly messages: Messages;
  readonly href: NarrowedHref;
}

function Kind(props: CellProps) {
  return (
    <>
      <a href={props.href('kind', props.event.kind)} noScroll>
        {wordEvent(props.messages, props.event.kind)}
      </a>
      <Show when={isToLookInto(props.event.kind)}>
        {' '}
        <StatusMark status="late">{props.messages.t('security.summary.look')}</StatusMark>
      </Show>
    </>
  );
}

function Who(props: CellProps) {
  const name = () => wordEventActor(props.messages, props.event);
  return (
    <Show when={props.event.actorId} fallback={name()}>
      {(id) => (
        <a
          href={props.href('actor', id())}
          title={props.messages.t('security.filter.actor', { name: name() })}
          noScroll
        >
          <bdi>{name()}</bdi>
        </a>
      )}
    </Show>
  );
}

function From(props: { readonly source: string; readonly messages: Messages; readonly href: NarrowedHref }) {
  const { t } = props.messages;
  // Of a shortened address nothing more can be found.
  const isWhole = () => props.source !== '' && !props.source.endsWith('…');
  return (
    <Show when={isWhole()} fallback={props.source}>
      <a
        href={props.href('source', props.source)}
        title={t('security.filter.source', { source: props.source })}
        noScroll
      >
        {props.source}
      </a>
    </Show>
  );
}
