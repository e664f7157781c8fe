import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { wordsIn } from '../../../../../../platform/ui/form/model/form-language.ts';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ChangedAnswer, DifferenceReply } from '../../../arrivals/arrival-replies.ts';
import { withoutRoot } from '../answer-parts.tsx';

/** What a version says otherwise than another: question, before, after. */
export function ChangesView(props: {
  /** Of the report, as an address. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
}) {
  const { t } = useMessages();
  const address = () => `${props.path}/differences?from=${props.from}&to=${props.to}`;
  const [reply, { refetch }] = createResource(address, (asked) => api.get<DifferenceReply>(asked));
  return (
    <Show when={reply.error === undefined} fallback={<ErrorState problem={reply.error} onRetry={refetch} />}>
      <Show when={reply.latest} fallback={<Skeleton rows={3} />}>
        {(loaded) => (
          <Show when={loaded().areRead} fallback={<p class="arrival-small">{t('reports.changes-unread')}</p>}>
            <Show
              when={loaded().changes.length > 0}
              fallback={<p class="arrival-small">{t('reports.changes-none')}</p>}
            >
              <ChangeTable changes={loaded().changes} />
            </Show>
          </Show>
        )}
      </Show>
    </Show>
  );
}

function ChangeTable(props: { readonly changes: readonly ChangedAnswer[] }) {
  const { t } = useMessages();
  return (
    <table class="report-changes">
      <thead>
        <tr>
          <th scope="col">{t('reports.changes-question')}</th>
          <th scope="col">{t('reports.changes-before')}</th>
          <th scope="col">{t('reports.changes-after')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.changes}>{(change) => <ChangeRow change={change} />}</For>
      </tbody>
    </table>
  );
}

function ChangeRow(props: { readonly change: ChangedAnswer }) {
  const messages = useMessages();
  const question = () => wordsIn(messages, props.change.labels) ?? withoutRoot(props.change.path);
  const place = () => /\[\d+\]/.exec(props.change.path) && withoutRoot(props.change.path);
  const said = (answer: ChangedAnswer['before']) => {
    if (answer === null) return null;
    const chosen = answer.choices.map((labels) => wordsIn(messages, labels) ?? '').join(', ');
    return chosen === '' ? answer.value : chosen;
  };
  const cell = (answer: ChangedAnswer['before']) => (
    <Show when={said(answer)} fallback={<span class="arrival-small">{messages.t('reports.changes-empty')}</span>}>
      {(words) => <bdi dir="auto">{words()}</bdi>}
    </Show>
  );
  return (
    <tr>
      <th scope="row" title={props.change.path}>
        <bdi>{question()}</bdi>
        <Show when={place()}>{(path) => <bdi class="arrival-small"> {path()}</bdi>}</Show>
      </th>
      <td>{cell(props.change.before)}</td>
      <td>{cell(props.change.after)}</td>
    </tr>
  );
}
