import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { admitAct, FORM_ACTS, type FormAct } from '../../observation-form.ts';
import type { FormFrame } from '../work/form-frame.ts';

/** What was decided about the form, and what can be decided now. */
export function FormDecisions(props: { readonly frame: FormFrame }) {
  const messages = useMessages();
  const { t } = messages;
  const [asked, setAsked] = createSignal<FormAct | null>(null);
  const possible = () => (props.frame.canEdit ? FORM_ACTS.filter((act) => mayAct(props.frame, act)) : []);
  return (
    <section class="form-decisions">
      <h2>{t('forms.decisions')}</h2>
      <p class="forms-hint">
        {t(hasAskedAlone(props.frame) ? 'forms.asked-yourself' : `forms.state-hint.${props.frame.reply.state}`)}
      </p>
      <Show when={props.frame.reply.acts.length > 0}>
        <ol class="form-acts">
          <For each={props.frame.reply.acts}>
            {(act) => (
              <li>
                <strong>{t(`forms.act-done.${act.act}`)}</strong> {formatMoment(messages, act.at)} ·{' '}
                <bdi>{act.actorName}</bdi> · <q>{act.reason}</q>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Buttons>
        <For each={possible()}>{(act) => <Button onClick={() => setAsked(act)}>{t(`forms.act.${act}`)}</Button>}</For>
      </Buttons>
      <Show when={asked()}>
        {(act) => <DecisionDialog frame={props.frame} act={act()} onClose={() => setAsked(null)} />}
      </Show>
    </section>
  );
}

function hasAskedAlone({ reply, actorId }: FormFrame): boolean {
  return reply.state === 'unfreezing' && reply.acts.at(-1)?.actorId === actorId;
}

function mayAct({ reply, actorId }: FormFrame, act: FormAct): boolean {
  return admitAct(act, actorId, { acts: reply.acts, isPublished: reply.versions.length > 0 }).ok;
}

function DecisionDialog(props: { readonly frame: FormFrame; readonly act: FormAct; readonly onClose: () => void }) {
  const { t } = useMessages();
  const decide = async (reason: string) => {
    try {
      await api.post(`${props.frame.addresses.api}/decisions`, { act: props.act, reason });
    } catch (error) {
      // Somebody else has decided in the meantime: the page behind is to show it.
      if (error instanceof ApiProblem && error.status === 409) await props.frame.onReload();
      throw error;
    }
    props.onClose();
    await props.frame.onReload();
  };
  return (
    <Dialog isOpen title={t(`forms.act.${props.act}`)} onClose={props.onClose}>
      <ReasonForm
        class="form-decisions"
        words={{ label: t('forms.reason'), missing: t('forms.reason-missing') }}
        submitLabel={t(`forms.act.${props.act}`)}
        onSubmit={decide}
        onClose={props.onClose}
      >
        {() => <p>{t(`forms.act-hint.${props.act}`)}</p>}
      </ReasonForm>
    </Dialog>
  );
}
