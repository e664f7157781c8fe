import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import { SetUpScreen } from '../../../features/office/accounts/screens/set-up/set-up-screen.tsx';
import { SignInScreen } from '../../../features/office/accounts/screens/sign-in/sign-in-screen.tsx';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { forgetReplies } from '../../../platform/ui/api.ts';
import { LinkButton } from '../../../platform/ui/parts/actions/button.tsx';
import { PublicFrame } from '../../../platform/ui/shell/public-frame.tsx';
import { tellSignedIn, useSession } from '../session.tsx';

/** The way in: by a link, a passkey, or a password and a code. */
export function SignInPage() {
  const { t } = useMessages();
  const { session } = useSession();
  const enter = createEntrance();
  const navigate = useNavigate();
  const location = useLocation();
  const token = () => location.hash.replace(/^#/, '') || null;
  const [query] = useSearchParams();
  const [isBack, setIsBack] = createSignal(false);
  const enterHere = async () => {
    await enter.signedIn();
    if (query.beside === undefined) enter.goOn();
    else setIsBack(true);
  };
  return (
    <Doorway title={t('desk.sign-in')}>
      <Show when={!isBack()} fallback={<SignedInBeside />}>
        <SignInScreen
          token={token()}
          passkeys={session().passkeys}
          onSignedIn={enterHere}
          onSetUp={() => navigate('/desk/set-up')}
        />
      </Show>
    </Doorway>
  );
}

/** From an opened link to an account. */
export function SetUpPage() {
  const { t } = useMessages();
  const enter = createEntrance();
  return (
    <Doorway title={t('desk.account')}>
      <SetUpScreen
        onDone={async () => {
          await enter.signedIn();
          enter.goOn();
        }}
      />
    </Doorway>
  );
}

/** After a sign-in that was opened beside a page whose session had ended. */
function SignedInBeside() {
  const { t } = useMessages();
  return (
    <div class="state" role="status">
      <p class="state-title">{t('desk.signed-in-beside')}</p>
      <p>{t('desk.signed-in-beside-advice')}</p>
      <LinkButton href="/desk">{t('desk.elections')}</LinkButton>
    </div>
  );
}

/** What follows a sign-in: every window of the desk learns of it, and this one goes to where the person wanted to go before. */
function createEntrance() {
  const { refresh } = useSession();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const signedIn = async () => {
    forgetReplies();
    await refresh();
    tellSignedIn();
  };
  const goOn = () => {
    const wanted = String(query.to ?? '');
    // Only addresses of the desk: a link must not lead whoever signs in to another site.
    navigate(wanted.startsWith('/desk/') ? wanted : '/desk', { replace: true });
  };
  return { signedIn, goOn };
}

function Doorway(props: { readonly title: string; readonly children: JSX.Element }) {
  return (
    <PublicFrame title={props.title}>
      <Show when={props.children}>{props.children}</Show>
    </PublicFrame>
  );
}
