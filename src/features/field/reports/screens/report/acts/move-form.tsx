import { createSignal, type Signal } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Checkbox } from '../../../../../../platform/ui/parts/fields/choice-field.tsx';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import type { StationNames } from '../../../arrivals/station.ts';
import { stationInWords } from '../../station-words.ts';
import { type ActedOn, ActForm } from './act-form.tsx';
import { StationField } from './station-field.tsx';

/** Moves a report to another polling station, or back to the one that it names. */
export function MoveForm(props: {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly stations: StationNames;
  /** Of the mission, as an address. */
  readonly missionPath: string;
  /** Where the reason is kept. */
  readonly draft: Signal<string>;
  /** With the id of the move. */
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
  /** Closes it, to show the report as it is now. */
  readonly onLook: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [station, setStation] = createSignal('');
  const [isBack, setIsBack] = createSignal(false);
  const content = () => {
    const { lastPlaced: after } = props.report;
    if (isBack()) return { station: null, after };
    return station().trim() === '' ? null : { station: station().trim(), after };
  };
  const isMissing = () => content() === null;
  return (
    <ActForm
      report={props.report}
      kind="move"
      content={content}
      submitLabel={t('reports.act.move')}
      hint={
        props.standing.station === null
          ? t('reports.act.move-from-none')
          : t('reports.act.move-from', { station: stationInWords(messages, props.stations, props.standing.station) })
      }
      fields={['station']}
      draft={props.draft}
      onDone={props.onDone}
      onClose={props.onClose}
      onLook={props.onLook}
    >
      {({ isTried, faultOf }) => (
        <>
          {props.standing.isMoved && (
            <Checkbox label={t('reports.act.move-back')} checked={isBack()} onInput={setIsBack} />
          )}
          <StationField
            missionPath={props.missionPath}
            hint={t('reports.act.station-hint')}
            value={station()}
            disabled={isBack()}
            error={isTried() && isMissing() ? t('reports.act.station-missing') : faultOf('station')}
            onInput={setStation}
          />
        </>
      )}
    </ActForm>
  );
}
