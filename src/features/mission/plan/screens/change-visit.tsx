import { createSignal } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { Checkbox } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import type { PlannedVisit } from '../plan-replies.ts';
import { Refusal } from './refusal.tsx';
import { readStop, StopField } from './stop-field.tsx';

/** Moves a visit to another stop of its day, calls it off, or has it expected again. */
export function ChangeVisit(props: {
  readonly path: string;
  readonly visit: PlannedVisit;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { visit, path } = props;
  const [stop, setStop] = createSignal(String(visit.position));
  const [isOff, setIsOff] = createSignal(visit.mark === 'called-off');
  const save = async (reason: string) => {
    const rest = visit.mark === 'called-off' ? null : visit.mark;
    const mark = isOff() ? 'called-off' : rest;
    const markedAt = mark === visit.mark ? visit.markedAt : null;
    const words = { position: readStop(stop()), mark, markedAt, note: visit.note, base: visit.revision, reason };
    await api.put<PlannedVisit>(path, words);
    showToast({ message: t('plan.saved-visit') });
    props.onDone();
  };
  return (
    <ReasonForm
      class="plan-settings"
      words={{ label: t('plan.reason'), missing: t('plan.reason-missing') }}
      submitLabel={t('plan.save')}
      isGiven={() => readStop(stop()) !== null}
      refusal={(problem) => <Refusal problem={problem} />}
      onSubmit={save}
      onClose={props.onClose}
    >
      {({ isTried }) => (
        <>
          <StopField value={stop()} isTried={isTried()} onInput={setStop} />
          <Checkbox label={t('plan.call-off')} hint={t('plan.call-off-hint')} checked={isOff()} onInput={setIsOff} />
        </>
      )}
    </ReasonForm>
  );
}
