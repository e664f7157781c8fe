import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ChangedAnswer, DifferenceReply } from '../../../arrivals/arrival-replies.ts';
import { answerInWords, questionInWords, withoutRoot } from '../answer-words.ts';
import { NotedFold } from './noted-fold.tsx';

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
            <Changes changes={loaded().changes} />
          </Show>
        )}
      </Show>
    </Show>
  );
}

/** What people answer first; below it, folded, what the device noted by itself. */
function Changes(props: { readonly changes: readonly ChangedAnswer[] }) {
  const { t } = useMessages();
  const answered = () => props.changes.filter(({ isNoted }) => !isNoted);
  const noted = () => props.changes.filter(({ isNoted }) => isNoted);
  return (
    <>
      <Show when={answered().length > 0} fallback={<p class="arrival-small">{t('reports.changes-none')}</p>}>
        <ChangeTable changes={answered()} />
      </Show>
      <NotedFold noted={noted()}>
        <ChangeTable changes={noted()} />
      </NotedFold>
    </>
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
  const question = () => questionInWords(messages, props.change);
  const place = () => /\[\d+\]/.exec(props.change.path) && withoutRoot(props.change.path);
  const said = (answer: ChangedAnswer['before']) => answer && answerInWords(messages, props.change.kind, answer);
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
