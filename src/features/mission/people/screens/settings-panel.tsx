import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../platform/ui/parts/fields/field.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import type { PeopleSettings } from '../people-replies.ts';
import { isCountryCode } from '../phone-number.ts';
import { FormProblem } from './fields/form-problem.tsx';
import { FormEnd } from './fields/panel-part.tsx';
import type { PeopleDesk } from './people-desk.ts';

/** What the mission decides about its people: by which rule accreditation is asked for, and how national numbers are dialled. */
export function SettingsForm(props: {
  readonly desk: PeopleDesk;
  readonly settings: PeopleSettings;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [rule, setRule] = createSignal(props.settings.accreditationRule ?? '');
  const [code, setCode] = createSignal(props.settings.countryCode ?? '');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const digits = () => code().trim().replace(/^\+/, '');
  const isWrong = () => digits() !== '' && !isCountryCode(digits());
  const rules = () =>
    props.settings.rules.map(({ key, title }) => ({ value: key, label: messages.localized(title)?.text ?? key }));
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isWrong()) return focusFirstFault(event);
    const body = {
      accreditationRule: rule() || null,
      countryCode: digits() || null,
      base: props.settings.revision,
    };
    void run(async () => {
      await api.put(`${props.desk.path()}/people/settings`, body);
      await props.desk.settingsAgain();
      showToast({ message: t('people.settings.saved') });
      props.onClose();
    });
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <TextField
        label={t('people.settings.code')}
        hint={t('people.settings.code-hint')}
        isOptional
        width="date"
        inputMode="numeric"
        value={code()}
        error={isTried() && isWrong() ? t('people.settings.code-wrong') : undefined}
        onInput={setCode}
      />
      <Show
        when={props.settings.rules.length > 0}
        fallback={<p class="people-aside">{t('people.settings.no-rules')}</p>}
      >
        <SelectField
          label={t('people.settings.rule')}
          hint={t('people.settings.rule-hint')}
          isOptional
          emptyLabel={t('people.settings.rule-none')}
          value={rule()}
          choices={rules()}
          onInput={setRule}
        />
      </Show>
      <FormEnd label={t('ui.save')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}
