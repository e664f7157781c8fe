import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../actions/button.tsx';
import './states.css';

/** The session of the page has ended while somebody was at work on it. */
interface EndedSession {
  /** Who is signed in in this browser instead; null: nobody. */
  readonly other: string | null;
}

/** The session that has ended, which is shown on every page and in every dialog; null: it goes on. */
export const [endedSession, showEndedSession] = createSignal<EndedSession | null>(null);

/** Says that the session has ended, as long as that is so, and leads to the sign-in without leaving the page. */
export function SignedOutNotice() {
  const { t } = useMessages();
  return (
    <Show when={endedSession()}>
      {(found) => (
        <div class="signed-out" role="alert">
          <Show
            when={found().other}
            fallback={
              <>
                <p>
                  <strong>{t('problems.signed-out')}.</strong> {t('problems.signed-out.advice')}
                </p>
                <SignInLink />
              </>
            }
          >
            {(name) => (
              <>
                <p>
                  <strong>{t('ui.signed-in-other', { name: name() })}</strong> {t('ui.signed-in-other-advice')}
                </p>
                <Button onClick={() => location.reload()}>{t('ui.load-anew')}</Button>
              </>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}

/** Opens the sign-in in a window of its own, so that nothing typed on this page is lost. */
export function SignInLink() {
  const { t } = useMessages();
  return (
    <a class="button" data-look="plain" href="/desk/sign-in?beside=page" target="_blank" rel="noopener">
      {t('ui.sign-in-beside')}
    </a>
  );
}
