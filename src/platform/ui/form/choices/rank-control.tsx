import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Choice } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { chosenValues, moveValue } from '../answers/chosen-values.ts';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';
import { wordsOf } from './choice-finder.ts';

/** Choices to be put in order: by buttons, which also take the arrow keys. */
export function RankControl(props: ControlProps) {
  const { model } = useForm();
  const { t } = useMessages();
  const { question } = props;
  const choices = createMemo(() => model.choices(question.node));
  const order = createMemo(() => {
    const known = choices().map(({ value }) => value);
    const ranked = chosenValues(question.state.value).filter((value) => known.includes(value));
    return [...ranked, ...known.filter((value) => !ranked.includes(value))];
  });
  const [said, setSaid] = createSignal('');
  const labelOf = (value: string) => choices().find((choice) => choice.value === value);
  const move = (value: string, to: number) => {
    const moved = moveValue(order(), order().indexOf(value), to);
    question.answer(moved.join(' '));
    const choice = labelOf(value);
    setSaid(
      choice ? t('form.rank.place', { name: wordsOf(choice), place: moved.indexOf(value) + 1, of: moved.length }) : '',
    );
  };
  return (
    <div class="form-stack">
      <ol class="rank" data-empty={question.state.value === '' ? '' : undefined} aria-labelledby={question.ids.label}>
        <For each={order()}>
          {(value, at) => (
            <RankRow choice={labelOf(value)} place={at()} count={order().length} onMove={(to) => move(value, to)} />
          )}
        </For>
      </ol>
      <Show
        when={question.state.value === ''}
        fallback={
          <button type="button" class="form-clear" onClick={() => question.answer('')}>
            {t('form.clear')}
          </button>
        }
      >
        <Button onClick={() => question.answer(order().join(' '))}>{t('form.rank.keep')}</Button>
      </Show>
      <p class="only-heard" role="status">
        {said()}
      </p>
    </div>
  );
}

function RankRow(props: {
  readonly choice: Choice | undefined;
  readonly place: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
}) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  const name = () => (props.choice === undefined ? '' : wordsOf(props.choice));
  const step = (by: number, event: { currentTarget: HTMLElement }) => {
    const button = event.currentTarget;
    props.onMove(props.place + by);
    button.focus();
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    step(by, event);
  };
  const mover = (by: number) => (
    <button
      type="button"
      class="rank-move"
      aria-label={t(by < 0 ? 'form.rank.up' : 'form.rank.down', { name: name() })}
      aria-disabled={by < 0 ? props.place === 0 : props.place === props.count - 1}
      onClick={(event) => step(by, event)}
      onKeyDown={press}
    >
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <path d={by < 0 ? 'M4 13 10 7 16 13' : 'M4 7 10 13 16 7'} />
      </svg>
    </button>
  );
  return (
    <li>
      <span class="rank-place numeral" aria-hidden="true">
        {props.place + 1}
      </span>
      <span lang={languageTag()}>{name()}</span>
      {mover(-1)}
      {mover(1)}
    </li>
  );
}
