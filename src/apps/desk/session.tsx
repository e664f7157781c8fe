import { Navigate, type RouteSectionProps, useLocation } from '@solidjs/router';
import { createContext, createResource, type JSX, Show, useContext } from 'solid-js';
import type { SessionBody } from '../../features/office/accounts/contract.ts';
import { ConfirmIdentity } from '../../features/office/accounts/screens/sign-in/confirm-identity.tsx';
import { must } from '../../kernel/result.ts';
import { api, onSignedOut } from '../../platform/ui/api.ts';
import { ErrorState } from '../../platform/ui/parts/states/error-state.tsx';

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
  const [session, { refetch }] = createResource(() => api.get<SessionBody>('/api/session'));
  const isOpen = () => OPEN_ADDRESSES.includes(location.pathname);
  const refresh = async () => {
    await refetch();
  };
  onSignedOut(() => void refetch());
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
              {props.children}
              <ConfirmIdentity passkeys={body().passkeys} />
            </Show>
          </SessionContext.Provider>
        )}
      </Show>
    </Show>
  );
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
