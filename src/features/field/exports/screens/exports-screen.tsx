import { createEffect, createSignal, For, Show } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import { createPoll } from '../../../../platform/ui/shell/live/poll.ts';
import type { ExportAsk, ShownExport } from '../export-job.ts';
import { exportsPath } from './export-address.ts';
import { ExportEntry } from './export-entry.tsx';
import './exports.css';

/** The exports of a mission, as they are made. */
export function ExportsScreen(props: {
  readonly mission: string;
  /** Changes whenever an export was asked for. */
  readonly news: number;
}) {
  const { t } = useMessages();
  const [shown, setShown] = createStore<{ list: ShownExport[] }>({ list: [] });
  const [isLoaded, setIsLoaded] = createSignal(false);
  const work = createRequest();
  const path = () => exportsPath(props.mission);
  const poll = createPoll(async () => {
    const list = await api.get<ShownExport[]>(path());
    setShown('list', reconcile(list, { key: 'id' }));
    setIsLoaded(true);
  });
  let top: HTMLParagraphElement | undefined;
  createEffect(() => {
    if (props.news === 0) return;
    // The newest stands first: whoever asked at the end of a long list sees it come.
    top?.scrollIntoView({ block: 'nearest' });
    poll.now();
  });
  const cancel = (id: string) =>
    work.run(async () => {
      await api.post(`${path()}/${id}/cancel`);
      showToast({ message: t('exports.cancelled') });
      poll.now();
    });
  const askAgain = (ask: ExportAsk) =>
    work.run(async () => {
      await api.post(path(), { id: crypto.randomUUID(), ask });
      showToast({ message: t('exports.begun') });
      poll.now();
    });
  return (
    <div class="exports">
      <p class="export-words" ref={top}>
        {t('exports.what')}
      </p>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <Show when={poll.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={poll.now} />}</Show>
      <Show when={isLoaded()} fallback={<Show when={poll.problem() === null}>{<Skeleton rows={4} />}</Show>}>
        <Show
          when={shown.list.length > 0}
          fallback={<EmptyState title={t('exports.none')}>{t('exports.none-hint')}</EmptyState>}
        >
          <ul class="export-list" aria-label={t('exports.list')}>
            <For each={shown.list}>
              {(one) => (
                <ExportEntry
                  mission={props.mission}
                  export={one}
                  isBusy={work.isBusy()}
                  onCancel={() => void cancel(one.id)}
                  onAskAgain={() => void askAgain(one.ask)}
                />
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </div>
  );
}
