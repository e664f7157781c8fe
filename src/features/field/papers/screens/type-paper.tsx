import { onMount } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { FillForm } from '../../../../platform/ui/fill-form/fill-form.tsx';
import { type FilledForm, idOfFilled } from '../../../../platform/ui/fill-form/filling.ts';
import type { FormToFill } from '../../../../platform/ui/fill-form/load-form.ts';
import type { PaperReply, TypedOutcome } from '../paper.ts';

/** Types a copy of a sheet as it is written, seeing nothing of what anybody else typed. */
export function TypePaper(props: {
  readonly path: string;
  readonly account: string;
  readonly paper: PaperReply;
  readonly form: FormToFill;
  readonly onTyped: (outcome: TypedOutcome) => Promise<void>;
}) {
  const { t } = useMessages();
  let frame: HTMLDivElement | undefined;
  const submit = async (filled: FilledForm) => {
    const copy = { id: idOfFilled(filled), xml: filled.xml };
    const outcome = await api.postOnce<TypedOutcome>(`${props.path}/copies`, copy);
    // The page goes on by itself, once the form has forgotten its draft.
    queueMicrotask(() => void props.onTyped(outcome));
  };
  const focusFirst = () => frame?.querySelector<HTMLElement>('.question :is(input, textarea, select)')?.focus();
  onMount(() => {
    const seen = new MutationObserver(() => {
      if (frame?.querySelector('.question') === null) return;
      seen.disconnect();
      focusFirst();
    });
    if (frame !== undefined) seen.observe(frame, { childList: true, subtree: true });
  });
  return (
    <div class="paper-form" ref={frame}>
      <FillForm
        form={props.form}
        draftKey={`paper/${props.account}/${props.paper.id}`}
        rules="as-written"
        takesFiles={false}
        submitLabel={t('papers.send')}
        onSubmit={submit}
      />
    </div>
  );
}
