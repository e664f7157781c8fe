import { createMemo, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { cornersOf, formatPoints, type Point, parsePoints } from '../answers/points.ts';
import type { ControlProps } from '../question/question-part.ts';
import { wantedMetres } from './point-control.tsx';
import { PositionTaker } from './position-taker.tsx';
import { TypedPoint } from './typed-point.tsx';

/** A way or an area: places one after the other, measured or typed. An area is closed by itself. */
export function TraceControl(props: ControlProps) {
  const { t } = useMessages();
  const { question } = props;
  const isShape = question.description.type === 'geoshape';
  const points = createMemo(() => {
    const all = parsePoints(question.state.value);
    return isShape ? cornersOf(all) : all;
  });
  const [typed, setTyped] = createSignal<Point | null>(null);
  const give = (next: readonly Point[]) => question.answer(formatPoints(next, isShape));
  const add = (point: Point | null) => {
    if (point !== null) give([...points(), point]);
    setTyped(null);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands above
    <div class="form-stack" role="group" {...question.groupAttributes}>
      <ol class="trace">
        <For each={points()}>
          {(point, at) => (
            <TracePoint point={point} place={at() + 1} onRemove={() => give(points().toSpliced(at(), 1))} />
          )}
        </For>
      </ol>
      <p class="field-understood" role="status">
        {t('form.place.count', { count: points().length })}
      </p>
      <PositionTaker
        label={t('form.place.add-here')}
        wantedMetres={wantedMetres(question.description.attributes)}
        onTake={(point) => add(point)}
      />
      <div class="form-beside">
        <Show when={points().length + 1} keyed>
          <TypedPoint answer="" isFaulty={false} describedBy={question.ids.error} onGive={(point) => setTyped(point)} />
        </Show>
        <Button disabled={typed() === null} onClick={() => add(typed())}>
          {t('form.place.add')}
        </Button>
      </div>
    </div>
  );
}

function TracePoint(props: { readonly point: Point; readonly place: number; readonly onRemove: () => void }) {
  const { t } = useMessages();
  return (
    <li>
      <span class="numeral">
        {props.point.latitude}, {props.point.longitude}
      </span>
      <button
        type="button"
        class="form-clear"
        aria-label={t('form.place.remove', { place: props.place })}
        onClick={() => props.onRemove()}
      >
        {t('form.remove')}
      </button>
    </li>
  );
}
