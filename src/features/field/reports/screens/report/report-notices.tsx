import { createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import type { ReadingWarning, ShownVersion } from '../../arrivals/arrival-replies.ts';
import { gatherNotices, type Notice } from '../../arrivals/gather-notices.ts';
import type { ShownAct, ShownStanding } from '../../arrivals/standing-replies.ts';
import { unsettled } from '../../arrivals/unsettled.ts';
import { wordFlag, wordReason } from '../arrival-words.ts';
import { messageInWords } from './answer-words.ts';

/** What a person should know of a report, in words, with what to do about it. Nothing where there is nothing. */
export function ReportNotices(props: {
  readonly versions: readonly ShownVersion[];
  /** Null: nothing of it was read yet. */
  readonly standing: ShownStanding | null;
  readonly acts: readonly ShownAct[];
}) {
  const { t } = useMessages();
  const heading = createUniqueId();
  const notices = () => [
    ...gatherNotices(props.versions.map((version) => unsettled(version, props))),
    ...noticesOfStanding(props.standing?.flags ?? []),
  ];
  return (
    <Show when={notices().length > 0}>
      <section class="report-notices" aria-labelledby={heading}>
        <h3 id={heading}>{t('reports.flags')}</h3>
        <ul>
          <For each={notices()}>
            {(notice) => (
              <NoticeEntry notice={notice} isOneOfMany={props.versions.length > 1 && notice.versions.length > 0} />
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

/** What follows for the report as a whole from what people did to it; the flags of its versions are told with these. */
function noticesOfStanding(flags: readonly string[]): readonly Notice[] {
  const own = ['newer-version', 'newer-held', 'station-differs', 'released'];
  return own.filter((code) => flags.includes(code)).map((code) => ({ kind: 'flag', code, versions: [], warnings: [] }));
}

function NoticeEntry(props: { readonly notice: Notice; readonly isOneOfMany: boolean }) {
  const messages = useMessages();
  const { t } = messages;
  const numbers = () => props.notice.versions.map((number) => messages.formatNumber(number)).join(', ');
  const advice = () => messages.find(`reports.advice.${props.notice.kind === 'fault' ? 'fault' : props.notice.code}`);
  const exactly = () => props.notice.warnings.map((warning) => wordWarning(messages, warning));
  return (
    <li>
      <p>
        <strong>{wordNotice(messages, props.notice)}</strong>
        <Show when={props.isOneOfMany}>
          {' '}
          <span class="arrival-small">{t('reports.of-versions', { numbers: numbers() })}</span>
        </Show>
      </p>
      <Show when={advice()}>{(words) => <p>{words()}</p>}</Show>
      <Show when={exactly().length > 0}>
        <ul class="report-notice-details">
          <For each={exactly()}>
            {(words) => (
              <li>
                <bdi>{words}</bdi>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </li>
  );
}

function wordWarning(messages: Messages, warning: ReadingWarning): string {
  const fault = messages.find(`formFaults.${warning.code}`, warning.parameters) ?? warning.code;
  const words = messageInWords(messages, warning);
  return words === null ? fault : messages.t('reports.form-says', { fault, words });
}

/** For what it will be held, once it is read: of XML the way in tells more than there are words for. */
function reasonOfFault(code: string): string {
  if (!code.startsWith('xml-')) return code;
  return /^xml-(?:text-|name-)?too-/.test(code) ? 'too-large' : 'unreadable';
}

function wordNotice(messages: Messages, { kind, code }: Notice): string {
  if (kind === 'flag') return wordFlag(messages, code);
  if (kind === 'reason') return wordReason(messages, code);
  return messages.find(`reports.reason.${reasonOfFault(code)}`) ?? messages.t('reports.fault', { code });
}
