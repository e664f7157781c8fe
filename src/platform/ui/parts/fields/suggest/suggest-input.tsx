import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../i18n/language-provider.tsx';
import { indexItems, searchItems } from '../../palette/palette-search.ts';
import type { Choice } from '../choice-field.tsx';
import type { ControlAttributes } from '../field.tsx';
import { placeUnder } from './place-under.ts';

/** How many suggestions are shown at once. */
const MOST_SHOWN = 12;

/** An answer that is suggested. */
export interface Suggestion extends Choice {
  /** What tells it from others of its name, shown small below. */
  readonly detail?: string | undefined;
}

interface SuggestProps {
  readonly attributes: ControlAttributes;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (choice: Suggestion) => void;
  /** Among these is searched while one types; with `isFound`, they are what was found elsewhere for the text. */
  readonly choices: readonly Suggestion[];
  readonly isFound?: boolean | undefined;
  /** Said below the suggestions, or in their place. */
  readonly note?: string | undefined;
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Takes the last one of several away when the line is empty and Backspace is pressed. */
  readonly onBackspace?: (() => void) | undefined;
}

/**
 * A line of text that suggests answers while one types: arrow keys choose, Enter takes, Esc closes. What is typed counts as it
 * is until a suggestion is taken.
 */
export function SuggestInput(props: SuggestProps) {
  const { t } = useMessages();
  const list = `suggest-${createUniqueId()}`;
  const { found, isOpen, isShown, open, position, move } = createSuggestions(props);
  const [input, setInput] = createSignal<HTMLInputElement>();
  const choose = (choice: Suggestion | undefined) => {
    if (choice === undefined) return false;
    props.onChoose(choice);
    open(false);
    return true;
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const isTaken = keyed(event.key, {
      down: () => (event.altKey ? open(true) : move(1)),
      up: () => (event.altKey ? open(false) : isOpen() && move(-1)),
      enter: () => isOpen() && choose(found()[position()]),
      escape: () => isShown() && open(false),
      backspace: () => props.text === '' && props.onBackspace !== undefined && [props.onBackspace()].length > 0,
    });
    if (isTaken) event.preventDefault();
  };
  return (
    <div class="suggest">
      <input
        {...props.attributes}
        ref={setInput}
        class="control"
        data-width="medium"
        type="text"
        role="combobox"
        aria-expanded={isShown() && found().length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={position() >= 0 ? `${list}-${position()}` : undefined}
        autocomplete="off"
        spellcheck={false}
        name={props.name}
        disabled={props.disabled}
        value={props.text}
        onInput={(event) => [props.onText(event.currentTarget.value), open(true)]}
        onClick={() => open(true)}
        onBlur={() => open(false)}
        onKeyDown={press}
      />
      <SuggestList
        id={list}
        input={input()}
        isShown={isShown()}
        choices={found()}
        position={position()}
        note={isOpen() ? props.note : undefined}
        onChoose={choose}
      />
      <p class="only-heard" role="status">
        {isOpen() && props.text !== '' ? (props.note ?? t('ui.field.matches', { count: found().length })) : ''}
      </p>
    </div>
  );
}

/** What is suggested, whether it is open, and which one the arrows have come to; −1: none. */
function createSuggestions(props: SuggestProps) {
  const [isOpen, setIsOpen] = createSignal(false);
  const [position, setPosition] = createSignal(-1);
  const index = createMemo(() =>
    indexItems(props.choices.map((choice) => ({ choice, title: choice.label, group: '', keywords: choice.value }))),
  );
  const found = createMemo((): readonly Suggestion[] => {
    if (!isOpen()) return [];
    if (props.isFound) return props.choices;
    return searchItems(index(), props.text, MOST_SHOWN).flatMap(({ items }) => items.map(({ choice }) => choice));
  });
  // What was found for other words stands elsewhere: nobody shall take what they did not see.
  createEffect(on(found, () => setPosition(-1)));
  const open = (isOpened: boolean) => {
    setIsOpen(isOpened);
    setPosition(-1);
    return true;
  };
  const move = (by: 1 | -1) => {
    if (!isOpen()) open(true);
    const last = found().length - 1;
    setPosition((at) => (at === -1 && by === -1 ? last : Math.min(at + by, last)));
    return true;
  };
  const isShown = () => isOpen() && (found().length > 0 || props.note !== undefined);
  return { found, isOpen, isShown, open, position, move };
}

function SuggestList(props: {
  readonly id: string;
  readonly input: HTMLElement | undefined;
  readonly isShown: boolean;
  readonly choices: readonly Suggestion[];
  readonly position: number;
  readonly note: string | undefined;
  readonly onChoose: (choice: Suggestion) => void;
}) {
  const { t } = useMessages();
  const [box, setBox] = createSignal<HTMLDivElement>();
  createEffect(() => {
    const [under, over] = [props.input, box()];
    if (!props.isShown || under === undefined || over === undefined) return;
    over.showPopover();
    createEffect(() => [props.choices, props.note, placeUnder(under, over)]);
    const place = () => placeUnder(under, over);
    addEventListener('resize', place);
    addEventListener('scroll', place, true);
    onCleanup(() => {
      over.hidePopover();
      removeEventListener('resize', place);
      removeEventListener('scroll', place, true);
    });
  });
  createEffect(() => {
    const option = document.getElementById(`${props.id}-${props.position}`);
    option?.scrollIntoView({ block: 'nearest' });
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the focus stays in the combobox, wherever in the list is pressed
    <div class="suggest-list" popover="manual" ref={setBox} onMouseDown={(event) => event.preventDefault()}>
      <div id={props.id} role="listbox" aria-label={t('ui.field.suggestions')}>
        <For each={props.choices}>
          {(choice, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the combobox
            <div
              class="suggest-item"
              id={`${props.id}-${at()}`}
              role="option"
              aria-selected={at() === props.position}
              onClick={() => props.onChoose(choice)}
            >
              <bdi>{choice.label}</bdi>
              <Show when={choice.label !== choice.value}>
                <bdi class="suggest-key">{choice.value}</bdi>
              </Show>
              <Show when={choice.detail}>{(detail) => <bdi class="suggest-detail">{detail()}</bdi>}</Show>
            </div>
          )}
        </For>
      </div>
      <Show when={props.note}>{(note) => <p class="suggest-note">{note()}</p>}</Show>
    </div>
  );
}

type Handlers = Readonly<Record<'down' | 'up' | 'enter' | 'escape' | 'backspace', () => boolean>>;

const KEYS: Readonly<Record<string, keyof Handlers>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  Enter: 'enter',
  Escape: 'escape',
  Backspace: 'backspace',
};

/** Runs what the key is for; whether the key was taken. */
function keyed(key: string, handlers: Handlers): boolean {
  const name = KEYS[key];
  return name !== undefined && handlers[name]();
}
