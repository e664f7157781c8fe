import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { NAME_LANGUAGES } from '../../../missions/observation-mission.ts';
import type { PlanForm } from '../../plan-replies.ts';
import type { DraftFault, DraftPhase } from './plan-draft.ts';

interface PhaseProps {
  readonly phase: DraftPhase;
  readonly faults: ReadonlySet<DraftFault>;
  readonly onChange: (part: Partial<DraftPhase>) => void;
}

/** A phase: its key and names, when its reports are due, the forms that a visit in it brings. */
export function PhaseFields(
  props: PhaseProps & {
    readonly number: number;
    readonly forms: readonly PlanForm[];
    readonly onRemove: () => void;
    /** Null: it stands first. */
    readonly onRaise: (() => void) | null;
  },
) {
  const messages = useMessages();
  const { t } = messages;
  const name = () => messages.localized(props.phase.name)?.text || props.phase.key;
  const keyFault = () => {
    if (props.faults.has('key')) return t('plan.fault.key');
    return props.faults.has('key-twice') ? t('plan.fault.key-twice') : undefined;
  };
  return (
    <fieldset class="plan-phase-fields">
      <legend>{[t('plan.phase-number', { number: props.number }), name()].filter(Boolean).join(' · ')}</legend>
      <TextField
        label={t('plan.key')}
        hint={t('plan.key-hint')}
        width="short"
        value={props.phase.key}
        disabled={props.phase.isKept}
        error={keyFault()}
        onInput={(key) => props.onChange({ key })}
      />
      <NameFields {...props} />
      <DueFields {...props} />
      <FormTicks {...props} />
      <Buttons>
        <Show when={props.onRaise}>{(onRaise) => <Button onClick={() => onRaise()()}>{t('plan.raise')}</Button>}</Show>
        <Button look="quiet" onClick={props.onRemove}>
          {t('plan.remove')}
        </Button>
      </Buttons>
    </fieldset>
  );
}

function NameFields(props: PhaseProps) {
  const { t } = useMessages();
  return (
    <div class="plan-row">
      <For each={NAME_LANGUAGES}>
        {(language, at) => (
          <TextField
            label={t(`plan.name.${language}`)}
            isOptional
            width="short"
            lang={language}
            value={props.phase.name[language] ?? ''}
            error={at() === 0 && props.faults.has('name') ? t('plan.fault.name') : undefined}
            onInput={(text) => props.onChange({ name: { ...props.phase.name, [language]: text } })}
          />
        )}
      </For>
    </div>
  );
}

function DueFields(props: PhaseProps) {
  const { t } = useMessages();
  return (
    <div class="plan-row">
      <TextField
        label={t('plan.due-time')}
        hint={t('plan.due-time-hint')}
        isOptional
        width="date"
        value={props.phase.dueAt}
        error={props.faults.has('time') ? t('plan.fault.time') : undefined}
        onInput={(dueAt) => props.onChange({ dueAt })}
      />
      <TextField
        label={t('plan.due-days')}
        hint={t('plan.due-days-hint')}
        width="date"
        inputMode="numeric"
        value={props.phase.dueDays}
        error={props.faults.has('days') ? t('plan.fault.days') : undefined}
        onInput={(dueDays) => props.onChange({ dueDays })}
      />
    </div>
  );
}

/** Which forms a visit in the phase brings; each form belongs to one phase. */
function FormTicks(props: PhaseProps & { readonly forms: readonly PlanForm[] }) {
  const { t } = useMessages();
  const change = (form: string, isWanted: boolean) => {
    const others = props.phase.forms.filter((one) => one !== form);
    props.onChange({ forms: isWanted ? [...others, form] : others });
  };
  return (
    <fieldset class="plan-ticks" data-faulty={props.faults.has('form-twice') ? '' : undefined}>
      <legend>{t('plan.phase-forms')}</legend>
      <Show when={props.faults.has('form-twice')}>
        <p class="field-error">{t('plan.fault.form-twice')}</p>
      </Show>
      <Show when={props.forms.length > 0} fallback={<p class="plan-words">{t('plan.no-forms')}</p>}>
        <For each={props.forms}>
          {(form) => (
            <Checkbox
              label={<bdi>{form.title}</bdi>}
              checked={props.phase.forms.includes(form.id)}
              onInput={(isWanted) => change(form.id, isWanted)}
            />
          )}
        </For>
        <Show when={props.phase.forms.length === 0}>
          <p class="plan-words" role="status">
            {t('plan.phase-formless')}
          </p>
        </Show>
      </Show>
    </fieldset>
  );
}
