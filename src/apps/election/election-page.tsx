import { useParams } from '@solidjs/router';
import { createSignal, ErrorBoundary, type JSX, onCleanup, Show, Suspense } from 'solid-js';
import { ApiProblem } from '../../platform/ui/api.ts';
import { ErrorState } from '../../platform/ui/parts/states/error-state.tsx';
import type { KnownProblem } from '../../platform/ui/parts/states/problem-words.ts';
import { Skeleton } from '../../platform/ui/parts/states/skeleton.tsx';
import { createElection, type LoadedElection } from './load-election.ts';
import { VIEWS, type View } from './views.tsx';

/** What the frame around a view of an election is given. */
export interface ElectionFrameProps {
  readonly election: LoadedElection;
  readonly slug: string;
  readonly now: number;
  readonly view: View;
  readonly base: string;
  readonly onChanged: () => void;
  readonly children: JSX.Element;
}

const MINUTE_MS = 60_000;

/** Loads the election that the address names, and shows the view that it names within `frame`. */
export function ElectionPage(props: {
  readonly root: string;
  readonly views?: readonly View[];
  readonly canEdit: boolean;
  readonly frame: (props: ElectionFrameProps) => JSX.Element;
}) {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const { election, problem, refetch } = createElection(slug);
  const now = createMinute();
  const views = () => props.views ?? VIEWS;
  const view = () => views().find(({ name }) => name === (params.view ?? 'overview'));
  const base = () => `${props.root}/${encodeURIComponent(slug())}`;
  return (
    <Show when={election.error === undefined} fallback={<ErrorState problem={election.error} onRetry={refetch} />}>
      <Show when={election.latest} fallback={<Skeleton />}>
        {(loaded) => (
          <Show when={view()} fallback={<ErrorState problem={{ code: 'not-found', parameters: {} }} />}>
            {(shown) => {
              const canEdit = () => props.canEdit && !loaded().summary.isArchived;
              return props.frame({
                get election() {
                  return loaded();
                },
                get slug() {
                  return slug();
                },
                get now() {
                  return now();
                },
                get view() {
                  return shown();
                },
                get base() {
                  return base();
                },
                onChanged: refetch,
                get children() {
                  const Screen = shown().screen;
                  return (
                    <>
                      <Show when={problem()}>{(found) => <ErrorState problem={found()} onRetry={refetch} />}</Show>
                      <ScreenBoundary>
                        <Screen election={loaded()} slug={slug()} now={now()} canEdit={canEdit()} base={base()} />
                      </ScreenBoundary>
                    </>
                  );
                },
              });
            }}
          </Show>
        )}
      </Show>
    </Show>
  );
}

/** Keeps the frame, and the way to the other views, where a screen cannot be loaded or fails. */
function ScreenBoundary(props: { readonly children: JSX.Element }) {
  return (
    <ErrorBoundary fallback={(error) => <ErrorState problem={problemOf(error)} onRetry={reloadWhenReached} />}>
      <Suspense fallback={<Skeleton />}>{props.children}</Suspense>
    </ErrorBoundary>
  );
}

function problemOf(error: unknown): KnownProblem {
  if (error instanceof ApiProblem) return error;
  // A fault of the program: whoever looks for it finds it where the browser lists such things.
  reportError(error);
  return { code: 'other', parameters: {} };
}

/** A browser keeps in mind which files of a page failed, so that only a new start asks for them again. */
function reloadWhenReached(): void {
  const reached = fetch(location.href, { method: 'HEAD', cache: 'no-store' });
  reached.then(
    () => location.reload(),
    () => undefined,
  );
}

/** The present time, anew each minute: what is due changes while a page is open. */
function createMinute(): () => number {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
  onCleanup(() => clearInterval(timer));
  return now;
}
