import { Show } from 'solid-js';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import type { ActBody } from '../contract.ts';
import { wordAction, wordActor, wordDetails, wordSubject } from './word-act.ts';

/** The columns of the history: what was done to what, by whom, when, where and why. */
export function actColumns(messages: Messages, subjectHref: (act: ActBody) => string | null): Column<ActBody>[] {
  const { t } = messages;
  const moment = (act: ActBody) => formatMoment(messages, act.at);
  return [
    {
      id: 'subject',
      title: t('history.field.subject'),
      cell: (act) => <Subject words={wordSubject(messages, act)} href={subjectHref(act)} />,
    },
    { id: 'action', title: t('history.field.action'), cell: (act) => <Done act={act} messages={messages} /> },
    { id: 'actor', title: t('history.field.actor'), cell: (act) => wordActor(messages, act) },
    {
      id: 'at',
      title: t('history.field.at'),
      width: 'fit',
      cell: (act) => <time datetime={act.at}>{moment(act)}</time>,
    },
    { id: 'election', title: t('history.field.election'), width: 'fit', cell: (act) => act.election ?? '' },
    { id: 'reason', title: t('history.field.reason'), cell: (act) => act.reason ?? '' },
  ];
}

function Subject(props: { readonly words: string; readonly href: string | null }) {
  return (
    <Show when={props.href} fallback={props.words}>
      {(href) => <a href={href()}>{props.words}</a>}
    </Show>
  );
}

function Done(props: { readonly act: ActBody; readonly messages: Messages }) {
  const details = () => wordDetails(props.messages, props.act);
  return (
    <>
      {wordAction(props.messages, props.act.action)}
      <Show when={details()}>
        <span class="history-details"> {details()}</span>
      </Show>
    </>
  );
}
