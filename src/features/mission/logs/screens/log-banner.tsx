import { createResource, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { isClosed, needsLook, type ShownLog } from '../log-standing.ts';
import './log.css';

const EVERY_MS = 60_000;

/** Says that the log takes nothing, or that an alarm is open, as long as that is so; looks once a minute. */
export function LogBanner(props: { readonly mission: string; readonly href: string }) {
  const { t } = useMessages();
  const [log, { refetch }] = createResource(
    () => props.mission,
    (mission) => api.get<ShownLog>(`/api/missions/${encodeURIComponent(mission)}/log`),
  );
  const timer = setInterval(() => document.visibilityState === 'visible' && void refetch(), EVERY_MS);
  onCleanup(() => clearInterval(timer));
  // What cannot be learnt now is learnt in a minute; the page itself says that the server does not answer.
  const told = () => {
    const latest = log.error === undefined ? log.latest : undefined;
    return latest !== undefined && needsLook(latest) ? latest : undefined;
  };
  const openAlarms = () => (told()?.alarms ?? []).filter(({ settled }) => settled === null).length;
  return (
    <Show when={told()}>
      {(shown) => (
        <div class="state state-error log-banner" role="alert">
          <Show when={isClosed(shown().standing)}>
            <p class="state-title">{t(`log.standing.${shown().standing}`)}</p>
          </Show>
          <Show when={openAlarms() > 0}>
            <p class="state-title">{t('log.alarms-open', { count: openAlarms() })}</p>
          </Show>
          <LinkButton href={props.href}>{t('log.see')}</LinkButton>
        </div>
      )}
    </Show>
  );
}
