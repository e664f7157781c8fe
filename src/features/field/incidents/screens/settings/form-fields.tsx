import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Checkbox, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { DANGERS, type Danger } from '../../incident.ts';
import type { IncidentForm } from '../../incident-replies.ts';
import { canSay, defaultLevels, MAPPED, type MappedFact } from '../../mapping.ts';

interface FormProps {
  readonly form: IncidentForm;
  readonly canEdit: boolean;
  readonly onType: (part: Partial<IncidentForm>) => void;
}

/** Whether reports of a form make incidents, and which question says what of them. */
export function FormFields(props: FormProps) {
  const { t } = useMessages();
  const mapping = () => props.form.mapping;
  const change = (part: Partial<IncidentForm['mapping']>) => props.onType({ mapping: { ...mapping(), ...part } });
  const choicesOf = (fact: MappedFact | 'danger') =>
    props.form.questions
      .filter((one) => canSay(fact, one))
      .map(({ path }) => ({ value: path, label: path.slice(path.indexOf('/', 1) + 1) }));
  const select = (fact: MappedFact | 'danger', value: string | null, onInput: (path: string | null) => void) => (
    <SelectField
      label={t(`incidents.says.${fact}`)}
      value={value ?? ''}
      emptyLabel={t('incidents.no-question')}
      choices={choicesOf(fact)}
      onInput={(path) => onInput(path || null)}
    />
  );
  const setDanger = (path: string | null) => {
    const question = props.form.questions.find((one) => one.path === path);
    change({ danger: question === undefined ? null : { path: question.path, levels: defaultLevels(question) } });
  };
  return (
    <fieldset disabled={!props.canEdit}>
      <legend>
        <bdi>{props.form.title}</bdi>
      </legend>
      <Checkbox label={t('incidents.makes')} checked={props.form.isOn} onInput={(isOn) => props.onType({ isOn })} />
      <Show when={props.form.isOn}>
        <div class="incident-filters">
          <For each={MAPPED}>{(fact) => select(fact, mapping()[fact], (path) => change({ [fact]: path }))}</For>
          {select('danger', mapping().danger?.path ?? null, setDanger)}
        </div>
        <Levels {...props} onLevels={(levels) => change({ danger: { path: mapping().danger?.path ?? '', levels } })} />
      </Show>
    </fieldset>
  );
}

/** Which answer means which level. */
function Levels(props: FormProps & { readonly onLevels: (levels: Readonly<Record<string, Danger>>) => void }) {
  const { t } = useMessages();
  const levels = () => props.form.mapping.danger?.levels ?? {};
  const values = () =>
    props.form.questions
      .find(({ path }) => path === props.form.mapping.danger?.path)
      ?.choices.map(({ value }) => value) ?? [];
  const set = (value: string, level: string) => {
    const { [value]: _, ...others } = levels();
    props.onLevels(level === '' ? others : { ...others, [value]: level as Danger });
  };
  return (
    <Show when={values().length > 0}>
      <div class="incident-filters">
        <For each={values()}>
          {(value) => (
            <SelectField
              label={t('incidents.answer-means', { answer: value })}
              value={levels()[value] ?? ''}
              emptyLabel={t('incidents.says-nothing')}
              choices={DANGERS.map((one) => ({ value: one, label: t(`incidents.danger.${one}`) }))}
              onInput={(level) => set(value, level)}
            />
          )}
        </For>
      </div>
    </Show>
  );
}
