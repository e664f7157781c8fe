import { For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { UnsentQuestion } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { ComboField } from '../../../../../platform/ui/parts/fields/combo-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { createLeaveHold } from '../../../../../platform/ui/parts/panel/leave-hold.ts';
import { MOST_PHASES } from '../../plan.ts';
import type { ShownPlan } from '../../plan-replies.ts';
import { Refusal } from '../refusal.tsx';
import { PhaseFields } from './phase-fields.tsx';
import {
  type DraftPhase,
  draftOf,
  findPhaseFaults,
  findPlanFaults,
  newPhase,
  type PlanDraft,
  readDraft,
  usualPhases,
} from './plan-draft.ts';
import '../plan.css';

const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));

/** How a mission plans: its time zone, when its days begin, its phases with the forms they expect. One saving keeps all. */
export function PhasesScreen(props: {
  readonly mission: string;
  readonly plan: ShownPlan;
  readonly canEdit: boolean;
  readonly onSaved: () => void;
}) {
  const { t } = useMessages();
  const { plan } = props;
  const [draft, setDraft] = createStore<PlanDraft>(draftOf(plan));
  const leaving = holdDraft(draft);
  const save = async (reason: string) => {
    const path = `/api/missions/${encodeURIComponent(props.mission)}/plan`;
    await api.put(path, { ...readDraft(draft), base: plan.revision, reason });
    leaving.saved();
    showToast({ message: t('plan.saved') });
    props.onSaved();
  };
  const replace = (make: (phases: readonly DraftPhase[]) => DraftPhase[]) => setDraft({ phases: make(draft.phases) });
  const change = (at: number, part: Partial<DraftPhase>) => setDraft('phases', at, part);
  const add = (...phases: DraftPhase[]) => replace((kept) => [...kept, ...phases]);
  const remove = (at: number) => replace((kept) => kept.filter((_, place) => place !== at));
  const raise = (at: number) =>
    replace((kept) => [
      ...kept.slice(0, at - 1),
      ...kept.slice(at, at + 1),
      ...kept.slice(at - 1, at),
      ...kept.slice(at + 1),
    ]);
  return (
    <ReasonForm
      class="plan-settings"
      words={{ label: t('plan.reason'), missing: t('plan.reason-missing') }}
      submitLabel={t('plan.save')}
      isGiven={() => readDraft(draft) !== null}
      refusal={(problem) => <Refusal problem={problem} />}
      onSubmit={save}
    >
      {({ isTried }) => (
        <>
          <Show when={leaving.wanted()}>
            <UnsentQuestion onStay={leaving.stay} onLeave={leaving.go} />
          </Show>
          <fieldset class="plan-fieldset" disabled={!props.canEdit}>
            <DayFields draft={draft} isTried={isTried()} onChange={setDraft} />
            <h2>{t('plan.phases')}</h2>
            <p class="plan-words">{t('plan.phases-hint')}</p>
            <For each={draft.phases}>
              {(phase, at) => (
                <PhaseFields
                  phase={phase}
                  number={at() + 1}
                  forms={plan.forms}
                  faults={isTried() ? findPhaseFaults(draft.phases, at()) : new Set()}
                  onChange={(part) => change(at(), part)}
                  onRemove={() => remove(at())}
                  onRaise={at() === 0 ? null : () => raise(at())}
                />
              )}
            </For>
            <Buttons>
              <Button disabled={draft.phases.length >= MOST_PHASES} onClick={() => add(newPhase())}>
                {t('plan.add-phase')}
              </Button>
              <Show when={draft.phases.length === 0}>
                <Button onClick={() => add(...usualPhases())}>{t('plan.add-usual')}</Button>
              </Show>
            </Buttons>
          </fieldset>
        </>
      )}
    </ReasonForm>
  );
}

/** Asks before what is changed and not saved is left. */
function holdDraft(draft: PlanDraft) {
  let saved = JSON.stringify(draft);
  const hold = createLeaveHold(() => JSON.stringify(draft) !== saved);
  return { ...hold, saved: () => (saved = JSON.stringify(draft)) };
}

/** In which time zone days are counted, and when they begin. */
function DayFields(props: {
  readonly draft: ReturnType<typeof draftOf>;
  readonly isTried: boolean;
  readonly onChange: (part: { readonly zone?: string; readonly dayBeginsAt?: string }) => void;
}) {
  const { t } = useMessages();
  const faults = () => (props.isTried ? findPlanFaults(props.draft) : new Set());
  return (
    <>
      <ComboField
        label={t('plan.zone')}
        hint={t('plan.zone-hint')}
        value={props.draft.zone}
        choices={ZONES}
        error={faults().has('zone') ? t('plan.fault.zone') : undefined}
        onInput={(zone) => props.onChange({ zone })}
      />
      <TextField
        label={t('plan.day-begins')}
        hint={t('plan.day-begins-hint')}
        width="date"
        inputMode="numeric"
        value={props.draft.dayBeginsAt}
        error={faults().has('hour') ? t('plan.fault.hour') : undefined}
        onInput={(dayBeginsAt) => props.onChange({ dayBeginsAt })}
      />
    </>
  );
}
