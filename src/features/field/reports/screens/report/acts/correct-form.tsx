import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../../platform/ui/api.ts';
import { FillForm } from '../../../../../../platform/ui/fill-form/fill-form.tsx';
import type { FilledForm } from '../../../../../../platform/ui/fill-form/filling.ts';
import { loadFormToFill } from '../../../../../../platform/ui/fill-form/load-form.ts';
import { TextArea } from '../../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import { type ActedOn, sendAct } from './act-form.tsx';
import { ProblemIssues } from './act-problem.tsx';
import { type ChosenForm, FormChoice } from './form-choice.tsx';

/**
 * The form with the answers of the version that stands, to be corrected; where that could not be read, the form that a person
 * chooses, empty, to be typed by hand from what it says.
 */
export function CorrectForm(props: {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly missionPath: string;
  readonly account: string;
  readonly onDone: () => void;
}) {
  const { t } = useMessages();
  const isHeld = () => props.standing.state === 'held';
  const [chosen, setChosen] = createSignal<ChosenForm>({
    formId: isHeld() ? '' : (props.standing.form?.formId ?? ''),
    number: isHeld() ? null : (props.standing.form?.number ?? null),
  });
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const check = () => {
    setIsTried(true);
    if (reason().trim() === '') document.getElementById(REASON)?.focus();
    return reason().trim() !== '';
  };
  return (
    <div class="report-act">
      <p>{t(isHeld() ? 'reports.act.by-hand-hint' : 'reports.act.correct-hint')}</p>
      <TextArea
        id={REASON}
        label={t('reports.act.reason')}
        hint={t('reports.act.reason-hint')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('reports.act.reason-missing') : undefined}
        onInput={setReason}
      />
      <Show when={isHeld()}>
        <FormChoice missionPath={props.missionPath} chosen={chosen()} isMissing={false} onChoose={setChosen} />
      </Show>
      <Show when={formOf(chosen())} keyed>
        {(form) => <Filling {...props} form={form} isHeld={isHeld()} reason={reason().trim()} mayFinish={check} />}
      </Show>
    </div>
  );
}

const REASON = 'report-correct-reason';

/** As text, so that it is the same thing as long as it says the same. */
function formOf({ formId, number }: ChosenForm): string | null {
  return formId === '' || number === null ? null : `${encodeURIComponent(formId)}/versions/${number}`;
}

function Filling(props: {
  readonly report: ActedOn;
  readonly missionPath: string;
  readonly account: string;
  readonly form: string;
  readonly isHeld: boolean;
  readonly reason: string;
  readonly mayFinish: () => boolean;
  readonly onDone: () => void;
}) {
  const { t } = useMessages();
  const [loaded, { refetch }] = createResource(async () => {
    const form = await loadFormToFill(`${props.missionPath}/forms/${props.form}`);
    if (props.isHeld) return { form, record: undefined };
    const raw = await api.download(`${props.report.path}/versions/${props.report.on}/raw`);
    return { form, record: await raw.text() };
  });
  const [refused, setRefused] = createSignal<ApiProblem | null>(null);
  const submit = async ({ xml, instanceId }: FilledForm) => {
    setRefused(null);
    await sendAct(props.report, { id: idOf(instanceId), kind: 'correct', reason: props.reason, xml }).catch(
      (error: unknown) => {
        if (error instanceof ApiProblem && error.issues.length > 0) setRefused(error);
        throw error;
      },
    );
    props.onDone();
  };
  return (
    <Show when={loaded.error === undefined} fallback={<ErrorState problem={loaded.error} onRetry={refetch} />}>
      <Show when={loaded.latest} fallback={<Skeleton rows={6} />}>
        {(found) => (
          <>
            <FillForm
              form={found().form}
              record={found().record}
              draftKey={`correct/${props.account}/${props.report.path}/${props.report.on}/${props.form}`}
              rules="as-written"
              takesFiles={false}
              submitLabel={t(props.isHeld ? 'reports.act.by-hand' : 'reports.act.correct')}
              mayLeave
              mayFinish={props.mayFinish}
              onSubmit={submit}
            />
            <Show when={refused()}>{(problem) => <ProblemIssues problem={problem()} />}</Show>
          </>
        )}
      </Show>
    </Show>
  );
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The act goes by the number in the name of the record: sent again, it is the same. */
function idOf(instanceId: string): string {
  return UUID.exec(instanceId)?.[0].toLowerCase() ?? crypto.randomUUID();
}
