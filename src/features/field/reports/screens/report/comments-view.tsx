import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ShownComment } from '../../arrivals/standing-replies.ts';
import { LONGEST_COMMENT } from '../../standing/reason.ts';

/** What people wrote to a report, and where one writes to it. */
export function CommentsView(props: {
  /** Of the report, as an address. */
  readonly path: string;
  readonly comments: readonly ShownComment[];
  readonly account: string;
  readonly canWrite: boolean;
  readonly onChanged: () => void;
}) {
  const { t } = useMessages();
  const heading = createUniqueId();
  return (
    <Show when={props.canWrite || props.comments.length > 0}>
      <section class="report-comments" aria-labelledby={heading}>
        <h3 id={heading}>{t('reports.comments')}</h3>
        <ul>
          <For each={props.comments}>
            {(comment) => (
              <li>
                <Comment {...props} comment={comment} />
              </li>
            )}
          </For>
        </ul>
        <Show when={props.canWrite}>
          <NewComment path={props.path} onChanged={props.onChanged} />
        </Show>
      </section>
    </Show>
  );
}

function Comment(props: {
  readonly path: string;
  readonly comment: ShownComment;
  readonly account: string;
  readonly canWrite: boolean;
  readonly onChanged: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { isBusy, problem, run } = createRequest();
  const isOwn = () => props.canWrite && props.comment.by.id === props.account && props.comment.text !== null;
  const withdraw = () =>
    void run(() => api.delete(`${props.path}/comments/${props.comment.id}`).then(() => props.onChanged()));
  const gone = () => t(props.comment.withdrawnAt === null ? 'reports.comment-erased' : 'reports.comment-withdrawn');
  return (
    <>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <Show when={props.comment.text} fallback={<p class="arrival-small">{gone()}</p>}>
        {(text) => (
          <p class="report-comment">
            <bdi dir="auto">{text()}</bdi>
          </p>
        )}
      </Show>
      <p class="arrival-small report-comment-foot">
        <span>
          <bdi>{props.comment.by.name}</bdi> ·{' '}
          <time datetime={props.comment.at}>{formatMoment(messages, props.comment.at)}</time>
        </span>
        <Show when={isOwn()}>
          <Button look="quiet" isBusy={isBusy()} onClick={withdraw}>
            {t('reports.comment-withdraw')}
          </Button>
        </Show>
      </p>
    </>
  );
}

function NewComment(props: { readonly path: string; readonly onChanged: () => void }) {
  const { t } = useMessages();
  const [text, setText] = createSignal('');
  const [id, setId] = createSignal(crypto.randomUUID());
  const { isBusy, problem, run } = createRequest();
  const fault = () =>
    text().trim().length > LONGEST_COMMENT ? t('issues.too-long', { wanted: LONGEST_COMMENT }) : undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    const said = text().trim();
    if (said === '') return;
    if (fault() !== undefined) return focusFirstFault(event);
    void run(async () => {
      await api.postOnce(`${props.path}/comments`, { id: id(), text: said });
      setText('');
      setId(crypto.randomUUID());
      props.onChanged();
    });
  };
  return (
    <form class="report-act" onSubmit={submit} novalidate>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      <TextArea label={t('reports.comment-new')} rows={2} value={text()} error={fault()} onInput={setText} />
      <Buttons>
        <Button type="submit" isBusy={isBusy()} disabled={text().trim() === ''}>
          {t('reports.comment-send')}
        </Button>
      </Buttons>
    </form>
  );
}
