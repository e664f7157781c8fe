import { useParams } from '@solidjs/router';
import { createSignal, type JSX, onCleanup, Show, Suspense } from 'solid-js';
import { ErrorState } from '../../platform/ui/parts/states/error-state.tsx';
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
  const { election, refetch } = createElection(slug);
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
                    <Suspense fallback={<Skeleton />}>
                      <Screen election={loaded()} slug={slug()} now={now()} canEdit={canEdit()} base={base()} />
                    </Suspense>
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

/** The present time, anew each minute: what is due changes while a page is open. */
function createMinute(): () => number {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
  onCleanup(() => clearInterval(timer));
  return now;
}
