import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { SetUpScreen } from '../../../features/office/accounts/screens/set-up/set-up-screen.tsx';
import { SignInScreen } from '../../../features/office/accounts/screens/sign-in/sign-in-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { forgetReplies } from '../../../platform/ui/api.ts';
import { PublicFrame } from '../../../platform/ui/shell/public-frame.tsx';
import { useSession } from '../session.tsx';

/** The way in: by a link, a passkey, or a password and a code. */
export function SignInPage() {
  const { t } = useMessages();
  const { session } = useSession();
  const enter = createEntrance();
  const navigate = useNavigate();
  const location = useLocation();
  const token = () => location.hash.replace(/^#/, '') || null;
  return (
    <Doorway title={t('desk.sign-in')}>
      <SignInScreen
        token={token()}
        passkeys={session().passkeys}
        onSignedIn={enter}
        onSetUp={() => navigate('/desk/set-up')}
      />
    </Doorway>
  );
}

/** From an opened link to an account. */
export function SetUpPage() {
  const { t } = useMessages();
  const enter = createEntrance();
  return (
    <Doorway title={t('desk.account')}>
      <SetUpScreen onDone={enter} />
    </Doorway>
  );
}

/** Goes on to where the person wanted to go before the sign-in. */
function createEntrance(): () => Promise<void> {
  const { refresh } = useSession();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  return async () => {
    forgetReplies();
    await refresh();
    const wanted = String(query.to ?? '');
    // Only addresses of the desk: a link must not lead whoever signs in to another site.
    navigate(wanted.startsWith('/desk/') ? wanted : '/desk', { replace: true });
  };
}

function Doorway(props: { readonly title: string; readonly children: JSX.Element }) {
  return (
    <PublicFrame title={props.title}>
      <Show when={props.children}>{props.children}</Show>
    </PublicFrame>
  );
}
