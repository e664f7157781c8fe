import { createEffect, createResource, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { titleIn } from '../../../../../../platform/ui/form/model/form-language.ts';
import { SelectField } from '../../../../../../platform/ui/parts/fields/choice-field.tsx';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';
import type { FormReply, ListedForm } from '../../../../forms/form-replies.ts';

/** A version of a form that somebody chose. */
export interface ChosenForm {
  /** As phones call it; empty: none yet. */
  readonly formId: string;
  readonly number: number | null;
}

/** Which form, and which of its versions. */
export function FormChoice(props: {
  /** Of the mission, as an address. */
  readonly missionPath: string;
  readonly chosen: ChosenForm;
  readonly isMissing: boolean;
  /** What is wrong with the form that was chosen. */
  readonly error?: string | undefined;
  /** Name of the form that is chosen at first, where the mission has it. */
  readonly suggested?: string | null | undefined;
  readonly onChoose: (chosen: ChosenForm) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [forms] = createResource(() => api.get<ListedForm[]>(`${props.missionPath}/forms`));
  const [form] = createResource(
    () => (props.chosen.formId === '' ? null : props.chosen.formId),
    async (id) => {
      const found = await api.get<FormReply>(`${props.missionPath}/forms/${encodeURIComponent(id)}`);
      // What was begun and is gone on with names its version.
      if (props.chosen.number === null) props.onChoose({ formId: id, number: found.versions[0]?.number ?? null });
      return found;
    },
  );
  const published = () =>
    (forms.error === undefined ? (forms.latest ?? []) : []).filter(({ version }) => version !== null);
  createEffect(() => {
    const isHere = published().some(({ formId }) => formId === props.suggested);
    if (isHere && props.suggested && props.chosen.formId === '') {
      props.onChoose({ formId: props.suggested, number: null });
    }
  });
  const versions = () => (form.error === undefined ? (form.latest?.versions ?? []) : []);
  const missing = () => (props.isMissing ? t('reports.act.form-missing') : props.error);
  return (
    <>
      <Show when={forms.error ?? form.error}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <SelectField
        label={t('reports.form')}
        emptyLabel={t('reports.act.choose-form')}
        value={props.chosen.formId}
        error={missing()}
        choices={published().map((one) => ({ value: one.formId, label: `${titleIn(messages, one)} (${one.formId})` }))}
        onInput={(formId) => formId !== props.chosen.formId && props.onChoose({ formId, number: null })}
      />
      <Show when={versions().length > 0}>
        <SelectField
          label={t('reports.act.form-version')}
          value={String(props.chosen.number ?? '')}
          choices={versions().map(({ number, version }) => ({
            value: String(number),
            label: version ?? String(number),
          }))}
          onInput={(number) => props.onChoose({ formId: props.chosen.formId, number: Number(number) })}
        />
      </Show>
    </>
  );
}
