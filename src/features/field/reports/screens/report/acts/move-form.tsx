import { createSignal } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { Checkbox } from '../../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../../platform/ui/parts/fields/text-field.tsx';
import type { ShownStanding } from '../../../arrivals/standing-replies.ts';
import { type ActedOn, ActForm } from './act-form.tsx';

/** Moves a report to another polling station, or back to the one that it names. */
export function MoveForm(props: {
  readonly report: ActedOn;
  readonly standing: ShownStanding;
  /** With the id of the move. */
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [station, setStation] = createSignal('');
  const [isBack, setIsBack] = createSignal(false);
  const content = () => {
    const { lastMove: after } = props.report;
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
          : t('reports.act.move-from', { station: props.standing.station })
      }
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {(isTried) => (
        <>
          {props.standing.isMoved && (
            <Checkbox label={t('reports.act.move-back')} checked={isBack()} onInput={setIsBack} />
          )}
          <TextField
            label={t('reports.act.station')}
            hint={t('reports.act.station-hint')}
            width="short"
            value={station()}
            disabled={isBack()}
            error={isTried() && isMissing() ? t('reports.act.station-missing') : undefined}
            onInput={setStation}
          />
        </>
      )}
    </ActForm>
  );
}
