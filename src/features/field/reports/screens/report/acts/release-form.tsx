import { createResource, createSignal } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import { SelectField } from '../../../../../../platform/ui/parts/fields/choice-field.tsx';
import { type ActedOn, ActForm } from './act-form.tsx';
import { type ChosenForm, FormChoice } from './form-choice.tsx';
import { StationField } from './station-field.tsx';

interface NamedDevice {
  readonly id: string;
  readonly name: string;
}

/** Accepts a version that is held, as the form, the station and the device that a person says it is of. */
export function ReleaseForm(props: {
  readonly report: ActedOn;
  /** SHA-256 of the version. */
  readonly held: string;
  /** As it names its form. */
  readonly formId: string | null;
  /** It is held because it names a station that its form does not list: a person has to say which one it is. */
  readonly isStationUnknown: boolean;
  readonly missionPath: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
  /** Closes it, to show the report as it is now. */
  readonly onLook: () => void;
}) {
  const { t } = useMessages();
  const [form, setForm] = createSignal<ChosenForm>({ formId: '', number: null });
  const [station, setStation] = createSignal('');
  const [device, setDevice] = createSignal('');
  const [devices] = createResource(() => api.get<NamedDevice[]>(`${props.missionPath}/devices`));
  const isFormMissing = () => form().formId === '' || form().number === null;
  const isStationMissing = () => props.isStationUnknown && station().trim() === '';
  const content = () => {
    const { formId, number } = form();
    if (isFormMissing() || isStationMissing()) return null;
    const of = station().trim() === '' ? {} : { station: station().trim() };
    return { held: props.held, form: formId, number, ...of, ...(device() === '' ? {} : { device: device() }) };
  };
  return (
    <ActForm
      report={props.report}
      kind="release"
      content={content}
      submitLabel={t('reports.act.release')}
      hint={t('reports.act.release-hint')}
      fields={['form', 'station', 'device']}
      onDone={props.onDone}
      onClose={props.onClose}
      onLook={props.onLook}
    >
      {({ isTried, faultOf }) => (
        <>
          <FormChoice
            missionPath={props.missionPath}
            chosen={form()}
            suggested={props.formId}
            isMissing={isTried() && isFormMissing()}
            error={faultOf('form')}
            onChoose={setForm}
          />
          <StationField
            missionPath={props.missionPath}
            hint={t(`reports.act.release-station-${props.isStationUnknown ? 'unknown' : 'hint'}`)}
            isOptional={!props.isStationUnknown}
            value={station()}
            error={isTried() && isStationMissing() ? t('reports.act.station-missing') : faultOf('station')}
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
      )}
    </ActForm>
  );
}
