import { createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { CodeBlock } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import { Dialog } from '../../../../platform/ui/parts/actions/dialog.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { isClosed, type LogAlarm, type ShownLog } from '../log-standing.ts';
import { LogFacts } from './log-facts.tsx';
import { SettleAlarm } from './settle-alarm.tsx';
import { ShownAlarm, titleOfAlarm } from './shown-alarm.tsx';
import './log.css';

/** How the log of a mission stands, what is wrong with it, and by what everybody checks it. */
export function LogScreen(props: { readonly mission: string; readonly canSettle: boolean }) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/log`;
  const [log, { refetch }] = createResource(path, (address) => api.get<ShownLog>(address));
  return (
    <div class="log">
      <p class="log-words">{t('log.what')}</p>
      <Show when={log.error === undefined} fallback={<ErrorState problem={log.error} onRetry={refetch} />}>
        <Show when={log.latest} fallback={<Skeleton rows={6} />}>
          {(shown) => (
            <>
              <Standing log={shown()} />
              <Alarms
                mission={props.mission}
                log={shown()}
                path={`${path()}/alarms`}
                canSettle={props.canSettle}
                onSettled={() => void refetch()}
              />
              <LogFacts log={shown()} />
            </>
          )}
        </Show>
      </Show>
    </div>
  );
}

/** Whether the log takes reports; where it does not, why, and what is to be done. */
function Standing(props: { readonly log: ShownLog }) {
  const { t, formatNumber } = useMessages();
  const closed = () => (isClosed(props.log.standing) ? props.log.standing : null);
  return (
    <Show
      when={closed()}
      fallback={
        <p>
          <StatusMark status={props.log.standing === 'open' ? 'met' : 'pending'}>
            {t(`log.standing.${props.log.standing}`)}
          </StatusMark>
        </p>
      }
    >
      {(standing) => (
        <div class="state state-error">
          <h2 class="state-title">{t(`log.standing.${standing()}`)}</h2>
          <p>{t(`log.standing.${standing()}.advice`, { size: formatNumber(props.log.signedSize) })}</p>
        </div>
      )}
    </Show>
  );
}

function Alarms(props: {
  readonly mission: string;
  readonly log: ShownLog;
  /** Where they are settled. */
  readonly path: string;
  readonly canSettle: boolean;
  readonly onSettled: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [chosen, setChosen] = createSignal<LogAlarm | null>(null);
  const close = () => setChosen(null);
  const command = () => {
    const { verifierKey } = props.log;
    const key = verifierKey === null ? '' : ` --key ${verifierKey}`;
    return `scrutineer log verify --mission ${props.mission} --database${key}`;
  };
  const hasOpen = () => props.log.alarms.some(({ settled }) => settled === null);
  return (
    <section class="log-part" aria-labelledby="log-alarms">
      <h2 id="log-alarms">{t('log.alarms')}</h2>
      <Show when={props.log.alarms.length > 0} fallback={<p>{t('log.alarms-none')}</p>}>
        <Show when={hasOpen()}>
          <p class="log-words">{t('log.alarms-advice')}</p>
          <CodeBlock text={command()} label={t('log.command')} />
        </Show>
        <ul class="log-alarms">
          <For each={props.log.alarms}>
            {(alarm) => <ShownAlarm alarm={alarm} onSettle={props.canSettle ? () => setChosen(alarm) : null} />}
          </For>
        </ul>
      </Show>
      <Dialog isOpen={chosen() !== null} title={t('log.settle-title')} onClose={close}>
        <Show when={chosen()}>
          {(alarm) => (
            <SettleAlarm
              title={titleOfAlarm(messages, alarm())}
              path={`${props.path}/${alarm().id}/settle`}
              onSettled={() => {
                close();
                props.onSettled();
              }}
              onClose={close}
            />
          )}
        </Show>
      </Dialog>
    </section>
  );
}
