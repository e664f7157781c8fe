import { Show } from 'solid-js';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import type { ActBody } from '../contract.ts';
import { wordAction, wordActor, wordDetails, wordElection, wordSubject } from './word-act.ts';

/** How a row leads further: to the act itself, and to what it was done to; null where that has no address. */
export interface ActLinks {
  readonly act: (act: ActBody) => string;
  readonly subject: (act: ActBody) => string | null;
}

/** The columns of the history: what was done to what, by whom, when, where and why. */
export function actColumns(messages: Messages, links: ActLinks): Column<ActBody>[] {
  const { t } = messages;
  const moment = (act: ActBody) => formatMoment(messages, act.at);
  return [
    {
      id: 'action',
      title: t('history.field.action'),
      cell: (act) => <Done act={act} href={links.act(act)} messages={messages} />,
    },
    {
      id: 'subject',
      title: t('history.field.subject'),
      cell: (act) => <Subject words={wordSubject(messages, act)} href={links.subject(act)} />,
    },
    { id: 'actor', title: t('history.field.actor'), cell: (act) => <bdi>{wordActor(messages, act)}</bdi> },
    {
      id: 'at',
      title: t('history.field.at'),
      width: 'fit',
      cell: (act) => <time datetime={act.at}>{moment(act)}</time>,
    },
    { id: 'election', title: t('history.field.election'), cell: (act) => wordElection(messages, act) ?? '' },
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

function Done(props: { readonly act: ActBody; readonly href: string; readonly messages: Messages }) {
  const details = () => wordDetails(props.messages, props.act);
  return (
    <>
      <a href={props.href} noScroll>
        {wordAction(props.messages, props.act.action)}
      </a>
      <Show when={details()}>
        <span class="history-details"> {details()}</span>
      </Show>
    </>
  );
}
