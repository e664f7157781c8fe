import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { Badge } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { SessionListingBody } from '../../contract.ts';
import { createSubmission, SubmissionErrors } from '../submission.tsx';

/** Where an account is signed in, and the ways out. */
export function SessionList(props: {
  readonly sessions: readonly SessionListingBody[];
  readonly onChanged: () => Promise<void>;
  readonly onSignedOut: () => void;
}) {
  const { t } = useMessages();
  const everywhere = createSubmission(async () => {
    await api.post('/api/sign-out-everywhere');
    props.onSignedOut();
  });
  return (
    <section aria-labelledby="my-sessions">
      <h2 id="my-sessions">{t('accounts.sessions.title')}</h2>
      <p>{t('accounts.sessions.advice')}</p>
      <ul class="accounts-list">
        <For each={props.sessions}>{(session) => <SessionRow session={session} onChanged={props.onChanged} />}</For>
      </ul>
      <SubmissionErrors submission={everywhere} />
      <Buttons>
        <Button look="danger" isBusy={everywhere.isBusy()} onClick={() => everywhere.submit()}>
          {t('accounts.sessions.end-all')}
        </Button>
      </Buttons>
    </section>
  );
}

function SessionRow(props: { readonly session: SessionListingBody; readonly onChanged: () => Promise<void> }) {
  const messages = useMessages();
  const { t } = messages;
  const browser = () => props.session.browser || t('accounts.sessions.unknown-browser');
  const ending = createSubmission(async () => {
    await api.delete(`/api/my-account/sessions/${props.session.id}`);
    showToast({ message: t('accounts.sessions.ended', { browser: browser() }) });
    await props.onChanged();
  });
  return (
    <li>
      <div>
        <strong>{browser()}</strong>{' '}
        <Show when={props.session.isThis}>{<Badge>{t('accounts.sessions.this')}</Badge>}</Show>
        <p class="accounts-aside">
          {props.session.address} · {t(`accounts.method.${props.session.method}`)} ·{' '}
          {t('accounts.used', { time: formatMoment(messages, props.session.seenAt) })}
        </p>
        <SubmissionErrors submission={ending} />
      </div>
      <Show when={!props.session.isThis}>
        <Button look="quiet" isBusy={ending.isBusy()} onClick={() => ending.submit()}>
          {t('accounts.sessions.end', { browser: browser() })}
        </Button>
      </Show>
    </li>
  );
}
