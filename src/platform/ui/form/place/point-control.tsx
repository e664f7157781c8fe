import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { formatPoint, type Point, parsePoint } from '../answers/points.ts';
import type { ControlProps } from '../question/question-part.ts';
import { PositionTaker } from './position-taker.tsx';
import { TypedPoint } from './typed-point.tsx';

/** As ODK Collect takes a place by itself. */
const WANTED_METRES = 5;

/** A place: where the device is, or as it is typed. */
export function PointControl(props: ControlProps) {
  const { t, formatNumber } = useMessages();
  const { question } = props;
  const point = createMemo(() => parsePoint(question.state.value));
  // What makes no place is an answer that no rule takes, so that a draft keeps it; as with a number that cannot be read.
  const give = (given: Point | null, typed: string) => {
    question.answer(given === null ? typed : formatPoint(given));
    question.setUnfinished(given === null && typed !== '');
  };
  return (
    <div class="form-stack">
      <PositionTaker
        label={t(point() === null ? 'form.place.measure' : 'form.place.again')}
        wantedMetres={wantedMetres(question.description.attributes)}
        onTake={(found) => question.answer(formatPoint(found))}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands above */}
      <div class="form-beside" role="group" {...question.groupAttributes}>
        <TypedPoint
          answer={question.state.value}
          isFaulty={question.attributes['aria-invalid'] !== undefined}
          describedBy={question.ids.error}
          onGive={give}
        />
      </div>
      <Show when={point()?.accuracyMetres}>
        {(metres) => <p class="field-understood">{t('form.place.accuracy', { metres: formatNumber(metres(), 0) })}</p>}
      </Show>
    </div>
  );
}

/** How exact a place has to be to be taken by itself, in metres. */
export function wantedMetres(attributes: Readonly<Record<string, string>>): number {
  const wanted = Number(attributes.accuracyThreshold ?? attributes['capture-accuracy'] ?? '');
  return wanted > 0 ? wanted : WANTED_METRES;
}
