import { createResource, createSignal, Match, onCleanup, onMount, type Setter, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../../../../platform/ui/api.ts';
import { FillForm } from '../../../../../../../platform/ui/fill-form/fill-form.tsx';
import { type FilledForm, idOfFilled } from '../../../../../../../platform/ui/fill-form/filling.ts';
import { keptDraft } from '../../../../../../../platform/ui/fill-form/kept-draft.ts';
import { loadFormToFill } from '../../../../../../../platform/ui/fill-form/load-form.ts';
import { ErrorState } from '../../../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ShownStanding } from '../../../../arrivals/standing-replies.ts';
import type { StationNames } from '../../../../arrivals/station.ts';
import { stationInWords } from '../../../station-words.ts';
import { sendAct } from '../act-form.tsx';
import { ProblemIssues } from '../act-problem.tsx';
import type { ActedOn } from '../acted-on.ts';
import { type ChosenForm, FormChoice } from '../form-choice.tsx';
import { ReasonField, wordReasonFault } from '../reason-field.tsx';
import { type Begun, findBegun } from './begun-correction.ts';
import { ClosedReport } from './closed-report.tsx';
import {
  type BegunCorrection,
  begunKeyOf,
  type CorrectedVersion,
  draftKeyOf,
  formAddress,
  loadRecord,
  versionOf,
} from './corrected-version.ts';
import { NewerVersion } from './newer-version.tsx';

interface CorrectFormProps {
  /** As the person saw it when the form was opened, and not as it is now. */
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly stations: StationNames;
  /** As the held version names its form, which is chosen first where it is typed by hand; null: it names none. */
  readonly formId: string | null;
  readonly missionPath: string;
  readonly account: string;
  readonly onDone: () => void;
  /** Asks, in its stead, for the report to be taken back. */
  readonly onTakeBack: () => void;
  /** Closes it, to show the report as it is now. */
  readonly onLook: () => void;
}

/**
 * The form with the answers of the version that stood when it was opened, to be corrected; where that could not be read, the
 * form that a person chooses, empty, to be typed by hand from what it says.
 */
export function CorrectForm(props: CorrectFormProps) {
  const corrected = { account: props.account, path: props.report.path };
  const [begun] = createResource(() => findBegun(corrected).then((found) => ({ found })));
  return (
    <Show when={begun.latest} fallback={<Skeleton rows={6} />}>
      {(loaded) => <Correcting {...props} begun={loaded().found} />}
    </Show>
  );
}

function Correcting(props: CorrectFormProps & { readonly begun: Begun | null }) {
  const messages = useMessages();
  const { t } = messages;
  const corrected = { account: props.account, path: props.report.path };
  const kept = keptDraft<BegunCorrection>(begunKeyOf(corrected));
  const now = versionOf(props.standing);
  const [version, setVersion] = createSignal(now);
  const left = props.begun !== null && props.begun.savedAt !== null && props.begun.on !== now.on ? props.begun : null;
  const [behind, setBehind] = createSignal<CorrectedVersion | null>(left);
  const [reason, setReason] = createSignal(props.begun?.reason ?? '');
  const [isTried, setIsTried] = createSignal(false);
  const keep = () => {
    if (behind() === null) kept.save({ ...version(), reason: reason() });
  };
  const check = () => {
    setIsTried(true);
    const isFine = wordReasonFault(messages, reason()) === undefined;
    if (!isFine) document.getElementById(REASON)?.focus();
    return isFine;
  };
  const goOn = (next: CorrectedVersion) => {
    setVersion(next);
    setBehind(null);
    keep();
  };
  const filling = { ...corrected, missionPath: props.missionPath, goOn, keep, mayFinish: check };
  // The dialog was opened before there was a field in it.
  onMount(() => document.getElementById(REASON)?.focus());
  onCleanup(() => void kept.flush());
  return (
    <div class="report-act" data-loss="none">
      <p>{t(version().isHeld ? 'reports.act.by-hand-hint' : 'reports.act.correct-hint')}</p>
      <PlacedHint standing={props.standing} stations={props.stations} />
      <ReasonField id={REASON} value={reason()} isTried={isTried()} onInput={(text) => [setReason(text), keep()]} />
      <Show
        when={behind()}
        fallback={
          <>
            <Show when={version().isHeld}>
              <TypedForm missionPath={props.missionPath} suggested={props.formId} onChoose={setVersion} />
            </Show>
            <Show when={version().form !== null && version()} keyed>
              {(seen) => (
                <Filling
                  {...filling}
                  seen={seen}
                  reason={reason().trim()}
                  onTakeBack={props.onTakeBack}
                  onLook={props.onLook}
                  onDone={() => void kept.remove().then(props.onDone, props.onDone)}
                />
              )}
            </Show>
          </>
        }
      >
        {(seen) => <NewerVersion {...filling} seen={seen()} onGoOn={goOn} />}
      </Show>
    </div>
  );
}

const REASON = 'report-correct-reason';

/** That the report stays where a person said that it belongs. */
function PlacedHint(props: { readonly standing: ShownStanding; readonly stations: StationNames }) {
  const messages = useMessages();
  const kind = (): 'moved' | 'said' | null => {
    if (props.standing.isMoved) return 'moved';
    return props.standing.isSaid ? 'said' : null;
  };
  const station = () => stationInWords(messages, props.stations, props.standing.station ?? '');
  return (
    <Show when={kind()}>{(one) => <p>{messages.t(`reports.act.correct-${one()}`, { station: station() })}</p>}</Show>
  );
}

/** Which form it is that is typed by hand. */
function TypedForm(props: {
  readonly missionPath: string;
  readonly suggested: string | null;
  readonly onChoose: Setter<CorrectedVersion>;
}) {
  const [chosen, setChosen] = createSignal<ChosenForm>({ formId: '', number: null });
  const choose = (next: ChosenForm) => {
    setChosen(next);
    const form = formAddress(next.formId, next.number);
    // The same thing as long as it says the same: what is typed is not made anew.
    props.onChoose((version) => (version.form === form ? version : { ...version, form }));
  };
  return (
    <FormChoice
      missionPath={props.missionPath}
      chosen={chosen()}
      suggested={props.suggested}
      isMissing={false}
      onChoose={choose}
    />
  );
}

interface FillingProps {
  readonly account: string;
  /** Of the report, as an address. */
  readonly path: string;
  readonly missionPath: string;
  readonly seen: CorrectedVersion;
  readonly reason: string;
  readonly mayFinish: () => boolean;
  /** Keeps what was begun, so that it is found again. */
  readonly keep: () => void;
  readonly goOn: (next: CorrectedVersion) => void;
  readonly onDone: () => void;
  readonly onTakeBack: () => void;
  readonly onLook: () => void;
}

function Filling(props: FillingProps) {
  const { t } = useMessages();
  const { path, seen } = props;
  const [loaded, { refetch }] = createResource(async () => {
    const form = await loadFormToFill(`${props.missionPath}/forms/${seen.form}`);
    props.keep();
    return { form, record: (await loadRecord(path, seen)) ?? undefined };
  });
  const submit = async ({ xml, instanceId }: FilledForm) => {
    await sendAct(
      { path, on: seen.on },
      { id: idOfFilled({ instanceId }), kind: 'correct', reason: props.reason, xml },
    );
    props.onDone();
  };
  const refusal = (problem: ApiProblem, retry: () => void) => <Refusal {...props} problem={problem} retry={retry} />;
  return (
    <Show when={loaded.error === undefined} fallback={<ErrorState problem={loaded.error} onRetry={refetch} />}>
      <Show when={loaded.latest} fallback={<Skeleton rows={6} />}>
        {(found) => (
          <FillForm
            form={found().form}
            record={found().record}
            draftKey={draftKeyOf(props, seen)}
            rules="as-it-is"
            takesFiles={false}
            submitLabel={t(seen.isHeld ? 'reports.act.by-hand' : 'reports.act.correct')}
            mayLeave
            mayFinish={props.mayFinish}
            onSubmit={submit}
            refusal={refusal}
          />
        )}
      </Show>
    </Show>
  );
}

function Refusal(props: FillingProps & { readonly problem: ApiProblem; readonly retry: () => void }) {
  const general = () => (
    <>
      <ErrorState problem={props.problem} onRetry={props.retry} />
      <ProblemIssues problem={props.problem} />
    </>
  );
  return (
    <Switch fallback={general()}>
      <Match when={props.problem.code === 'changed-meanwhile'}>
        <NewerVersion {...props} onGoOn={props.goOn} />
      </Match>
      <Match when={props.problem.code === 'report-state'}>
        <ClosedReport problem={props.problem} onTakeBack={props.onTakeBack} onLook={props.onLook} />
      </Match>
    </Switch>
  );
}
