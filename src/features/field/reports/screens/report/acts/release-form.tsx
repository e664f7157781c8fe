import { createResource, createSignal, Show, type Signal } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { Checkbox, SelectField } from '../../../../../../platform/ui/parts/fields/choice-field.tsx';
import { type ActFields, ActForm } from './act-form.tsx';
import type { ActedOn } from './acted-on.ts';
import { type ChosenForm, FormChoice } from './form-choice.tsx';
import { StationField } from './station-field.tsx';

interface NamedDevice {
  readonly id: string;
  readonly name: string;
}

/** An acceptance that somebody begins to type. */
export interface ReleaseDraft {
  readonly reason: Signal<string>;
  readonly form: Signal<ChosenForm>;
  readonly station: Signal<string>;
  readonly device: Signal<string>;
  /** The form, by `keyOf`, as which it is accepted though some parts are lost; empty: none. */
  readonly without: Signal<string>;
}

/** One in which nothing is typed but the station that a person has said already, null: nobody did. */
export function createReleaseDraft(said: string | null): ReleaseDraft {
  return {
    ...{ reason: createSignal(''), form: createSignal<ChosenForm>({ formId: '', number: null }) },
    ...{ station: createSignal(said ?? ''), device: createSignal(''), without: createSignal('') },
  };
}

function keyOf({ formId, number }: ChosenForm): string {
  return `${formId} ${number}`;
}

interface ReleaseFormProps {
  readonly report: ActedOn;
  /** SHA-256 of the version. */
  readonly held: string;
  /** As it names its form. */
  readonly formId: string | null;
  /** It is held because it names a station that its form does not list: a person has to say which one it is. */
  readonly isStationUnknown: boolean;
  /** A person has said its station already. */
  readonly isStationSaid: boolean;
  /** Where what is typed is kept, also when the form is closed. */
  readonly draft: ReleaseDraft;
  readonly missionPath: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
  /** Closes it, to show the report as it is now. */
  readonly onLook: () => void;
}

/** Accepts a version that is held, as the form, the station and the device that a person says it is of. */
export function ReleaseForm(props: ReleaseFormProps) {
  const { t } = useMessages();
  const { draft } = props;
  const [[form], [station], [device], [without]] = [draft.form, draft.station, draft.device, draft.without];
  const isFormMissing = () => form().formId === '' || form().number === null;
  const isStationMissing = () => props.isStationUnknown && station().trim() === '';
  const content = () => {
    const { formId, number } = form();
    if (isFormMissing() || isStationMissing()) return null;
    const of = station().trim() === '' ? {} : { station: station().trim() };
    const by = device() === '' ? {} : { device: device() };
    const told = without() === keyOf(form()) ? { withoutParts: true } : {};
    return { held: props.held, form: formId, number, ...of, ...by, ...told };
  };
  return (
    <ActForm
      report={props.report}
      kind="release"
      content={content}
      submitLabel={t('reports.act.release')}
      hint={t('reports.act.release-hint')}
      fields={['form', 'station', 'device', 'parts']}
      draft={draft.reason}
      onDone={props.onDone}
      onClose={props.onClose}
      onLook={props.onLook}
    >
      {(fields) => (
        <ReleaseFields {...props} {...fields} isFormMissing={isFormMissing()} isStationMissing={isStationMissing()} />
      )}
    </ActForm>
  );
}

/** What it is accepted as. */
function ReleaseFields(
  props: ReleaseFormProps & ActFields & { readonly isFormMissing: boolean; readonly isStationMissing: boolean },
) {
  const { t } = useMessages();
  const { draft, isTried, faultOf } = props;
  const [[form, setForm], [without, setWithout]] = [draft.form, draft.without];
  const [[station, setStation], [device, setDevice]] = [draft.station, draft.device];
  const [devices] = createResource(() => api.get<NamedDevice[]>(`${props.missionPath}/devices`));
  const stationHint = () => {
    if (props.isStationSaid) return t('reports.act.release-station-said');
    return t(`reports.act.release-station-${props.isStationUnknown ? 'unknown' : 'hint'}`);
  };
  const put = (isWithout: boolean) => setWithout(isWithout ? keyOf(form()) : '');
  return (
    <>
      <Parts told={faultOf('parts')} isWithout={without() === keyOf(form())} onInput={put} />
      <FormChoice
        missionPath={props.missionPath}
        chosen={form()}
        suggested={props.formId}
        isMissing={isTried() && props.isFormMissing}
        error={faultOf('form')}
        onChoose={setForm}
      />
      <StationField
        missionPath={props.missionPath}
        hint={stationHint()}
        isOptional={!props.isStationUnknown}
        value={station()}
        error={isTried() && props.isStationMissing ? t('reports.act.station-missing') : faultOf('station')}
        onInput={setStation}
      />
      <SelectField
        label={t('reports.act.device')}
        emptyLabel={t('reports.act.no-device')}
        value={device()}
        error={faultOf('device')}
        choices={(devices.error === undefined ? (devices.latest ?? []) : []).map(({ id, name }) => ({
          value: id,
          label: name,
        }))}
        onInput={setDevice}
      />
    </>
  );
}

/** The parts for which the form has no place, and whether it is accepted without them. */
function Parts(props: {
  /** What was found, in words; undefined: nothing. */
  readonly told: string | undefined;
  readonly isWithout: boolean;
  readonly onInput: (isWithout: boolean) => void;
}) {
  const { t } = useMessages();
  return (
    <Show when={props.told}>
      {(told) => (
        <Checkbox
          label={t('reports.act.release-without')}
          hint={<bdi>{told()}</bdi>}
          checked={props.isWithout}
          onInput={props.onInput}
        />
      )}
    </Show>
  );
}
