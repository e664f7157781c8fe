import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { Fact, Facts } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import type { LogAlarm } from '../log-standing.ts';

/** What is wrong, and where: `Entry 7 of the log was altered in the database`. */
export function titleOfAlarm({ t }: Messages, { what, place, isOfMission }: LogAlarm): string {
  return what === 'file'
    ? t(isOfMission ? 'log.what.file' : 'log.what.unnamed-file')
    : t(`log.what.${what}`, { place });
}

/** An alarm, open or settled. */
export function ShownAlarm(props: { readonly alarm: LogAlarm; readonly onSettle: (() => void) | null }) {
  const messages = useMessages();
  const { t } = messages;
  const title = () => titleOfAlarm(messages, props.alarm);
  return (
    <li class="log-alarm">
      <h3>{title()}</h3>
      <StatusMark status={props.alarm.settled === null ? 'missed' : 'met'}>
        {t(props.alarm.settled === null ? 'log.open' : 'log.settled')}
      </StatusMark>
      <Facts>
        <Show when={props.alarm.kind === 'file-altered'}>
          <Fact term={t('log.file')}>
            <code>{props.alarm.place}</code>
          </Fact>
        </Show>
        <Fact term={t('log.first-found')}>{formatMoment(messages, props.alarm.firstAt)}</Fact>
        <Fact term={t('log.last-found')}>{formatMoment(messages, props.alarm.lastAt)}</Fact>
        <Fact term={t('log.how-often')}>{t('log.times', { count: props.alarm.count })}</Fact>
        <Show when={props.alarm.settled}>
          {(settled) => (
            <>
              <Fact term={t('log.settled')}>
                {formatMoment(messages, settled().at)} · <bdi>{settled().by}</bdi>
              </Fact>
              <Fact term={t('log.reason')}>
                <bdi>{settled().reason}</bdi>
              </Fact>
            </>
          )}
        </Show>
      </Facts>
      <Show when={props.alarm.settled === null && props.onSettle}>
        {(onSettle) => (
          <Button aria-label={t('log.settle-of', { alarm: title() })} onClick={() => onSettle()()}>
            {t('log.settle')}
          </Button>
        )}
      </Show>
    </li>
  );
}
