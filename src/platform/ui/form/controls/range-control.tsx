import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { canonicalStep, numbersOf, type RangeSteps, readRange } from '../answers/range-steps.ts';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';

interface RangeProps extends ControlProps {
  readonly range: RangeSteps;
}

/** A number between two others: on a line, from a list, or as stars. */
export function RangeControl(props: ControlProps) {
  const range = readRange(props.question.description.attributes);
  if (props.question.has('picker')) return <PickedRange question={props.question} range={range} />;
  if (props.question.has('rating')) return <RatedRange question={props.question} range={range} />;
  return <SlidRange question={props.question} range={range} />;
}

function SlidRange(props: RangeProps) {
  const { t, formatNumber } = useMessages();
  const { question, range } = props;
  const isVertical = question.has('vertical');
  const give = (event: { currentTarget: HTMLInputElement }) =>
    question.answer(canonicalStep(range, Number(event.currentTarget.value)));
  return (
    <div
      class="slider"
      data-vertical={isVertical ? '' : undefined}
      data-empty={question.state.value === '' ? '' : undefined}
    >
      <output class="slider-value numeral" for={question.attributes.id}>
        {question.state.value === '' ? t('form.range.none') : formatNumber(question.state.value)}
      </output>
      <div class="slider-line">
        <input
          {...question.plainAttributes}
          type="range"
          min={range.lowest}
          max={range.highest}
          step={range.step}
          dir={range.isReversed ? 'rtl' : undefined}
          aria-orientation={isVertical ? 'vertical' : undefined}
          aria-valuetext={question.state.value === '' ? t('form.range.none') : formatNumber(question.state.value)}
          value={question.state.value || canonicalStep(range, range.rest)}
          onInput={give}
          onPointerUp={give}
        />
        <Show when={!question.has('no-ticks')}>
          <SliderTicks question={question} range={range} />
        </Show>
      </div>
    </div>
  );
}

/** Marks under the line, in the words of the form where it has some. */
function SliderTicks(props: RangeProps) {
  const { model, languageTag } = useForm();
  const { formatNumber } = useMessages();
  const labels = createMemo(
    () => new Map(model.choices(props.question.node).map(({ value, label }) => [value, label])),
  );
  const words = (tick: number, at: number) => {
    const isSparse = props.range.ticks.length <= 11 || at === 0 || at === props.range.ticks.length - 1;
    return labels().get(String(tick)) ?? (isSparse && labels().size === 0 ? formatNumber(tick) : '');
  };
  return (
    <div class="slider-ticks" aria-hidden="true" lang={languageTag()}>
      <For each={props.range.ticks}>{(tick, at) => <span class="numeral">{words(tick, at())}</span>}</For>
    </div>
  );
}

function PickedRange(props: RangeProps) {
  const { t, formatNumber } = useMessages();
  return (
    <select
      {...props.question.attributes}
      class="control"
      onInput={(event) => props.question.answer(event.currentTarget.value)}
    >
      <option value="">{t('form.range.none')}</option>
      <For each={numbersOf(props.range)}>
        {(number) => (
          <option value={String(number)} selected={props.question.state.value === String(number)}>
            {formatNumber(number)}
          </option>
        )}
      </For>
    </select>
  );
}

function RatedRange(props: RangeProps) {
  const { t } = useMessages();
  const numbers = numbersOf(props.range).filter((number) => number > 0);
  const isLit = (number: number) => props.question.state.value !== '' && Number(props.question.state.value) >= number;
  const name = props.question.attributes.id;
  const chosen = createMemo(() => props.question.state.value);
  return (
    <div class="stars" role="radiogroup" {...props.question.groupAttributes}>
      <For each={numbers}>
        {(number) => (
          <label class="star" data-lit={isLit(number) ? '' : undefined}>
            <input
              class="only-heard"
              type="radio"
              name={name}
              aria-label={t('form.range.rating', { number, of: numbers.length })}
              checked={chosen() === String(number)}
              onChange={() => props.question.answer(String(number))}
            />
            <svg viewBox="0 0 24 24" width="32" height="32" aria-hidden="true">
              <path d="M12 3l2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2 6.4 20.3l1.2-6.3L3 9.6l6.3-.8z" />
            </svg>
          </label>
        )}
      </For>
    </div>
  );
}
