import { createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { FaultyState } from '../../../../../platform/ui/parts/states/faulty-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { Category } from '../../category.ts';
import type { IncidentForm, IncidentSettings } from '../../incident-replies.ts';
import { CategoryFields } from './category-fields.tsx';
import { FormFields } from './form-fields.tsx';
import '../incidents.css';

/** Which forms make incidents, what their questions say, and the category tree. */
export function IncidentSettingsScreen(props: {
  readonly mission: string;
  readonly settings: IncidentSettings;
  readonly canEdit: boolean;
  readonly onSaved: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { isBusy, problem, run } = createRequest();
  const [typed, setTyped] = createStore<{ categories: Category[]; forms: IncidentForm[] }>({
    categories: structuredClone(props.settings.categories) as Category[],
    forms: structuredClone(props.settings.forms) as IncidentForm[],
  });
  const [reason, setReason] = createSignal('');
  const changeForm = (at: number, part: Partial<IncidentForm>) => setTyped('forms', at, { ...part, isSet: true });
  const save = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      const forms = typed.forms
        .filter(({ isSet }) => isSet)
        .map(({ form, isOn, mapping }) => ({ form, isOn, mapping }));
      const body = {
        base: props.settings.revision,
        categories: typed.categories,
        forms,
        reason: reason().trim() || null,
      };
      await api.put(`/api/missions/${encodeURIComponent(props.mission)}/incidents/settings`, body);
      showToast({ message: t('incidents.settings-saved') });
      props.onSaved();
    });
  };
  return (
    <form class="incidents incident-settings" onSubmit={save} novalidate>
      <Show when={props.settings.changed}>
        {(changed) => (
          <p class="incident-aside">
            <bdi>{changed().by}</bdi> {formatMoment(messages, changed().at)} <bdi>{changed().reason ?? ''}</bdi>
          </p>
        )}
      </Show>
      <h2>{t('incidents.forms')}</h2>
      <p>{t('incidents.forms-hint')}</p>
      <For each={typed.forms} fallback={<p>{t('incidents.no-forms')}</p>}>
        {(form, at) => <FormFields form={form} canEdit={props.canEdit} onType={(part) => changeForm(at(), part)} />}
      </For>
      <h2>{t('incidents.categories')}</h2>
      <CategoryFields
        categories={typed.categories}
        canEdit={props.canEdit}
        onChange={(categories) => setTyped('categories', categories)}
      />
      <Show when={props.canEdit}>
        <TextArea label={t('incidents.reason')} isOptional rows={2} value={reason()} onInput={setReason} />
        <Show when={problem()}>{(found) => <FaultyState problem={found()} />}</Show>
        <Buttons>
          <Button type="submit" look="primary" isBusy={isBusy()}>
            {t('incidents.save')}
          </Button>
        </Buttons>
      </Show>
    </form>
  );
}
