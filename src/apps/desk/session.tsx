import { Navigate, type RouteSectionProps, useLocation } from '@solidjs/router';
import { createContext, createResource, type JSX, onCleanup, Show, useContext } from 'solid-js';
import type { SessionBody } from '../../features/office/accounts/contract.ts';
import { ConfirmIdentity } from '../../features/office/accounts/screens/sign-in/confirm-identity.tsx';
import { must } from '../../kernel/result.ts';
import { ApiProblem, api, onSignedOut } from '../../platform/ui/api.ts';
import { ErrorState } from '../../platform/ui/parts/states/error-state.tsx';
import { endedSession, SignedOutNotice, showEndedSession } from '../../platform/ui/parts/states/signed-out.tsx';

/** Who is at the desk. */
export interface DeskSession {
  readonly session: () => SessionBody;
  /** Asks the server again who is signed in: after signing in or out. */
  readonly refresh: () => Promise<void>;
}

const SessionContext = createContext<DeskSession>();

/** Addresses of the desk that can be opened without being signed in. */
const OPEN_ADDRESSES = ['/desk/sign-in', '/desk/set-up'];

/** Asks who is signed in, and sends whoever is not to the sign-in, keeping where he or she wanted to go. */
export function Session(props: RouteSectionProps): JSX.Element {
  const location = useLocation();
  const [session, { refetch, mutate }] = createResource(() => api.get<SessionBody>('/api/session'));
  const isOpen = () => OPEN_ADDRESSES.includes(location.pathname);
  const refresh = async () => {
    await refetch();
    showEndedSession(null);
  };
  holdEndedSession(() => (session.error === undefined ? session.latest : undefined), mutate);
  const wanted = () => encodeURIComponent(location.pathname + location.search);
  return (
    <Show when={session.error === undefined} fallback={<ErrorState problem={session.error} onRetry={refetch} />}>
      <Show when={session.latest}>
        {(body) => (
          <SessionContext.Provider value={{ session: body, refresh }}>
            <Show
              when={body().actor !== null || isOpen()}
              fallback={<Navigate href={`/desk/sign-in?to=${wanted()}`} />}
            >
              <SignedOutNotice />
              {props.children}
              <ConfirmIdentity passkeys={body().passkeys} />
            </Show>
          </SessionContext.Provider>
        )}
      </Show>
    </Show>
  );
}

/** Windows of the desk tell each other here that somebody has signed in. */
const CHANNEL = 'scrutineer.session';

/** Tells other windows of the desk that somebody has signed in, so that those whose session has ended go on. */
export function tellSignedIn(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('signed-in');
  channel.close();
}

/**
 * Keeps the page as it is when its session ends, with what is typed on it, says so, and goes on once the same person is
 * signed in again. Where it is somebody else, what is typed is not sent in the other's name unseen.
 */
function holdEndedSession(known: () => SessionBody | undefined, goOn: (body: SessionBody) => void): void {
  const look = async () => {
    const before = known()?.actor;
    if (endedSession() === null || !before) return;
    const body = await api.get<SessionBody>('/api/session').catch(ignoreProblem);
    if (!body?.actor) return;
    if (body.actor.id !== before.id) return void showEndedSession({ other: body.actor.name });
    showEndedSession(null);
    goOn(body);
  };
  const lookAgain = () => void look();
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', lookAgain);
  window.addEventListener('focus', lookAgain);
  document.addEventListener('visibilitychange', lookAgain);
  onSignedOut(() => {
    if (endedSession() === null && known()?.actor) showEndedSession({ other: null });
  });
  onCleanup(() => {
    channel.close();
    window.removeEventListener('focus', lookAgain);
    document.removeEventListener('visibilitychange', lookAgain);
  });
}

/** What cannot be learnt now is learnt when one looks at the page again. */
function ignoreProblem(error: unknown): undefined {
  if (!(error instanceof ApiProblem)) throw error;
}

/** Who is at the desk. @throws Error outside of `Session`. */
export function useSession(): DeskSession {
  return must(useContext(SessionContext), 'Use session: no Session around the component');
}

const RANK = { reader: 1, editor: 2, administrator: 3 } as const;

/** Whether whoever is signed in has at least that role. */
export function hasRole(session: SessionBody, role: keyof typeof RANK): boolean {
  return session.actor !== null && RANK[session.actor.role] >= RANK[role];
}
