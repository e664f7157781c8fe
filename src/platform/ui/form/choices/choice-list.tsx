import { createMemo, createUniqueId, For, type JSX, Show } from 'solid-js';
import type { Choice } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { chosenValues, toggleValue } from '../answers/chosen-values.ts';
import { InlineMarkdown } from '../markdown/markdown.tsx';
import { FormMedia } from '../media/form-media.tsx';
import { useForm } from '../model/form-context.ts';
import type { ControlProps, QuestionPart } from '../question/question-part.ts';
import { digitOfPlace } from './choice-digits.ts';

/** Choices that are all seen, each a large target. */
export function ChoiceList(props: ControlProps) {
  const { model, goOn, hasNumberKeys } = useForm();
  const { t } = useMessages();
  const { question } = props;
  const isMultiple = question.description.control === 'select';
  const choices = createMemo(() => model.choices(question.node));
  const chosen = createMemo(() => new Set(chosenValues(question.state.value)));
  let isPointed = false;
  const choose = (value: string) => {
    question.answer(isMultiple ? toggleValue(question.state.value, value, choices()) : value);
    press();
  };
  const press = () => {
    if (isPointed && !isMultiple && question.has('quick')) goOn(question.node);
  };
  return (
    <div class="form-stack">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only listens how its choices are chosen */}
      <div
        class="choices"
        data-look={lookOf(question)}
        {...listAttributes(question, isMultiple)}
        onPointerDown={() => {
          isPointed = true;
        }}
        onKeyDown={() => {
          isPointed = false;
        }}
      >
        <For each={choices()} fallback={<p class="form-absent">{t('form.choices.none')}</p>}>
          {(choice, place) => (
            <ChoiceRow
              choice={choice}
              digit={hasNumberKeys ? digitOfPlace(place()) : null}
              name={isMultiple ? undefined : question.attributes.id}
              isChosen={chosen().has(choice.value)}
              onChoose={() => choose(choice.value)}
              onPressAgain={press}
            />
          )}
        </For>
      </div>
      <Show when={!isMultiple && question.state.value !== ''}>
        <button type="button" class="form-clear" onClick={() => question.answer('')}>
          {t('form.clear')}
        </button>
      </Show>
    </div>
  );
}

/** A list of which one is chosen may be said to be wrong or required as a whole. */
function listAttributes(question: QuestionPart, isMultiple: boolean): JSX.HTMLAttributes<HTMLDivElement> {
  if (isMultiple) return { role: 'group', ...question.groupAttributes };
  return {
    role: 'radiogroup',
    ...question.groupAttributes,
    get 'aria-invalid'() {
      return question.attributes['aria-invalid'];
    },
    get 'aria-required'() {
      return question.attributes['aria-required'];
    },
  };
}

function ChoiceRow(props: {
  readonly choice: Choice;
  /** Of the group of which one is chosen; undefined where several may be. */
  readonly name: string | undefined;
  readonly isChosen: boolean;
  /** The key that chooses it; null: none. */
  readonly digit: string | null;
  readonly onChoose: () => void;
  /** What is chosen already was pressed once more. */
  readonly onPressAgain: () => void;
}) {
  const { languageTag } = useForm();
  const id = `choice-${createUniqueId()}`;
  return (
    <div class="choice-row">
      <label class="choice">
        <input
          type={props.name === undefined ? 'checkbox' : 'radio'}
          name={props.name}
          checked={props.isChosen}
          aria-keyshortcuts={props.digit ?? undefined}
          onChange={() => props.onChoose()}
          onClick={() => props.isChosen && props.onPressAgain()}
        />
        <span class="choice-words" id={id} lang={languageTag()}>
          <InlineMarkdown text={props.choice.label || props.choice.value} />
        </span>
        <Show when={props.digit}>
          {/* The control says it itself: within its label it would be a part of its name. */}
          <span class="choice-digit" aria-hidden="true">
            {props.digit}
          </span>
        </Show>
      </label>
      <FormMedia media={props.choice.media} about={id} />
    </div>
  );
}

/** How the choices are laid out: below each other, in columns, or as a scale. */
function lookOf(question: QuestionPart): string {
  if (question.has('likert')) return 'likert';
  if (question.has('list-nolabel') || question.has('list')) return 'pack';
  if (question.has('columns-pack') || question.has('horizontal-compact')) return 'pack';
  const columns = question.description.appearance.find((word) => /^columns(-\d+)?$/.test(word));
  if (columns !== undefined) return columns === 'columns-1' ? 'list' : columns;
  return question.has('horizontal') || question.has('compact') ? 'columns' : 'list';
}
