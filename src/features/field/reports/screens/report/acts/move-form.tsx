import { createSignal, Show, type Signal } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Checkbox } from '../../../../../../platform/ui/parts/fields/choice-field.tsx';
import type { ReportReply } from '../../../arrivals/arrival-replies.ts';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import type { StationNames } from '../../../arrivals/station.ts';
import { stationInWords } from '../../station-words.ts';
import { ActForm } from './act-form.tsx';
import type { ActedOn } from './acted-on.ts';
import { StationField } from './station-field.tsx';

/** A move that somebody begins to type. */
export interface MoveDraft {
  readonly reason: Signal<string>;
  readonly station: Signal<string>;
  /** Back to the station that the report names. */
  readonly isBack: Signal<boolean>;
}

/** One in which nothing is typed. */
export function createMoveDraft(): MoveDraft {
  return { reason: createSignal(''), station: createSignal(''), isBack: createSignal(false) };
}

/** Moves a report to another polling station, or back to the one that it names. */
export function MoveForm(props: {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  readonly stations: StationNames;
  /** Of the mission, as an address. */
  readonly missionPath: string;
  /** Where what is typed is kept, also when the form is closed. */
  readonly draft: MoveDraft;
  /** With the id of the move, and the report as it stood before. */
  readonly onDone: (id: string, before: { readonly report: ActedOn; readonly standing: ShownStanding }) => void;
  readonly onClose: () => void;
  /** Closes it, to show the report as it is now. */
  readonly onLook: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const [station, setStation] = props.draft.station;
  const [isBack, setIsBack] = props.draft.isBack;
  // Since somebody else did something first and that was seen: as it is then.
  const [seen, setSeen] = createSignal<ReportReply | null>(null);
  const standing = () => seen()?.standing ?? props.standing;
  const stations = () => seen()?.stations ?? props.stations;
  const isToBack = () => isBack() && standing().isMoved;
  const content = () => {
    if (isToBack()) return { station: null };
    return station().trim() === '' ? null : { station: station().trim() };
  };
  const done = (id: string, report: ActedOn) => {
    const before = { report, standing: standing() };
    setStation('');
    setIsBack(false);
    props.onDone(id, before);
  };
  const isMissing = () => content() === null;
  return (
    <ActForm
      report={props.report}
      kind="move"
      content={content}
      submitLabel={t('reports.act.move')}
      hint={
        standing().station === null
          ? t('reports.act.move-from-none')
          : t('reports.act.move-from', { station: stationInWords(messages, stations(), standing().station ?? '') })
      }
      fields={['station']}
      draft={props.draft.reason}
      onSeen={setSeen}
      onDone={done}
      onClose={props.onClose}
      onLook={props.onLook}
    >
      {({ isTried, faultOf }) => (
        <>
          <Show when={standing().state === 'held'}>
            <p>{t('reports.act.move-held')}</p>
          </Show>
          <Show when={standing().isMoved}>
            <Checkbox label={t('reports.act.move-back')} checked={isBack()} onInput={setIsBack} />
          </Show>
          <StationField
            missionPath={props.missionPath}
            hint={t('reports.act.station-hint')}
            value={station()}
            disabled={isToBack()}
            error={isTried() && isMissing() ? t('reports.act.station-missing') : faultOf('station')}
            onInput={setStation}
          />
        </>
      )}
    </ActForm>
  );
}
