import { createSignal, For, Show } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { createPoll } from '../../../../platform/ui/shell/live/poll.ts';
import type { RetentionReply } from '../retention.ts';
import { HoldsView } from './holds-view.tsx';
import { ListEntry } from './list-entry.tsx';
import { MakeList } from './make-list.tsx';
import { RuleForm } from './rule-form.tsx';
import './retention.css';

/** How long a mission keeps what, what would be deleted by that, and the deletion itself; for administrators. */
export function RetentionScreen(props: { readonly mission: string }) {
  const { t } = useMessages();
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}/retention`;
  const [shown, setShown] = createStore<{ reply: RetentionReply | null }>({ reply: null });
  const [revision, setRevision] = createSignal(-1);
  const poll = createPoll(async () => {
    const reply = await api.get<RetentionReply>(path());
    setShown('reply', reconcile(reply, { key: 'id' }));
    setRevision(reply.revision);
  });
  return (
    <div class="retention">
      <p class="retention-words">{t('retention.what')}</p>
      <Show when={poll.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={poll.now} />}</Show>
      <Show when={shown.reply} fallback={<Show when={poll.problem() === null}>{<Skeleton rows={6} />}</Show>}>
        {(reply) => (
          <>
            <section aria-labelledby="retention-rule">
              <h2 id="retention-rule">{t('retention.rule')}</h2>
              {/* Made anew when somebody decided otherwise, and not with every look. */}
              <Show when={revision() + 1} keyed>
                <RuleForm path={path()} reply={reply()} onSaved={poll.now} />
              </Show>
            </section>
            <section aria-labelledby="retention-lists">
              <h2 id="retention-lists">{t('retention.lists')}</h2>
              <MakeList path={path()} reply={reply()} onMade={poll.now} />
              <Show
                when={reply().lists.length > 0}
                fallback={
                  <Show when={reply().rule}>
                    <p class="retention-note">{t('retention.none')}</p>
                  </Show>
                }
              >
                <ul class="retention-lists">
                  <For each={reply().lists}>
                    {(list) => <ListEntry path={path()} list={list} reply={reply()} onChanged={poll.now} />}
                  </For>
                </ul>
              </Show>
            </section>
            <HoldsView path={path()} holds={reply().holds} onChanged={poll.now} />
          </>
        )}
      </Show>
    </div>
  );
}
