import { createResource, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { type BackupsBody, needsLook } from '../contract.ts';

const EVERY_MS = 60_000;

/**
 * Says what is wrong with the backups as long as it is so, and looks once a minute; where nothing is, `isQuiet` says nothing
 * at all, and else how new the newest is.
 */
export function BackupStanding(props: { readonly isQuiet: boolean }) {
  const { t } = useMessages();
  const [backups, { refetch }] = createResource(() => api.get<BackupsBody>('/api/backups'));
  const timer = setInterval(() => document.visibilityState === 'visible' && void refetch(), EVERY_MS);
  onCleanup(() => clearInterval(timer));
  // What cannot be learnt now is learnt in a minute; the page itself says that the server does not answer.
  const known = () => (backups.error === undefined ? backups.latest : undefined);
  return (
    <Switch>
      <Match when={known() !== undefined && needsLook(known() as BackupsBody) && known()}>
        {(standing) => (
          <div class="state state-error" role="alert">
            <For each={useFaults(standing())}>{(words) => <p class="state-title">{words}</p>}</For>
            <Reason standing={standing()} />
            <p>{t('security.backup.advice')}</p>
          </div>
        )}
      </Match>
      <Match when={!props.isQuiet && known()?.good}>{(good) => <Newest at={good().holdsAt} />}</Match>
    </Switch>
  );
}

/** Everything that is wrong, the worst first. */
function useFaults({ fault, good }: BackupsBody): readonly string[] {
  const messages = useMessages();
  const { t } = messages;
  const at = fault === null || fault.kind === 'none' ? '' : formatMoment(messages, fault.at);
  return [
    ...(fault === null ? [] : [t(`security.backup.${fault.kind}`, { at })]),
    ...(good !== null && good.missing > 0 ? [t('security.backup.missing', { count: good.missing })] : []),
    ...(good !== null && good.mended > 0 ? [t('security.backup.mended', { count: good.mended })] : []),
  ];
}

/** What the machine said, in its own words, and what there is all the same. */
function Reason(props: { readonly standing: BackupsBody }) {
  const reason = () => (props.standing.fault?.kind === 'failed' ? props.standing.fault.reason : null);
  return (
    <>
      <Show when={reason()}>
        {(words) => (
          <p>
            <bdi lang="en">{words()}</bdi>
          </p>
        )}
      </Show>
      <Show when={props.standing.fault?.kind !== 'late' && props.standing.good}>
        {(good) => <Newest at={good().holdsAt} />}
      </Show>
    </>
  );
}

function Newest(props: { readonly at: string }) {
  const messages = useMessages();
  return <p>{messages.t('security.backup.newest', { at: formatMoment(messages, props.at) })}</p>;
}
