import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { indexItems, searchItems } from '../palette/palette-search.ts';
import type { Choice } from './choice-field.tsx';
import type { ControlAttributes } from './field.tsx';

/** How many suggestions are shown at once. */
const MOST_SHOWN = 12;

interface SuggestProps {
  readonly attributes: ControlAttributes;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly choices: readonly Choice[];
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Takes the last one of several away when the line is empty and Backspace is pressed. */
  readonly onBackspace?: (() => void) | undefined;
}

/** A line of text that suggests answers while one types: arrow keys choose, Enter takes, Esc closes. */
export function SuggestInput(props: SuggestProps) {
  const { t } = useMessages();
  const list = `suggest-${createUniqueId()}`;
  const [isOpen, setIsOpen] = createSignal(false);
  const [position, setPosition] = createSignal(-1);
  const index = createMemo(() =>
    indexItems(props.choices.map((choice) => ({ choice, title: choice.label, group: '', keywords: choice.value }))),
  );
  const found = createMemo(() =>
    isOpen()
      ? searchItems(index(), props.text, MOST_SHOWN).flatMap(({ items }) => items.map(({ choice }) => choice))
      : [],
  );
  const open = (isShown: boolean) => {
    setIsOpen(isShown);
    setPosition(-1);
  };
  const choose = (choice: Choice | undefined) => {
    if (choice === undefined) return false;
    props.onChoose(choice);
    open(false);
    return true;
  };
  const press = (event: KeyboardEvent) => {
    const isTaken = keyed(event.key, {
      down: () => [setIsOpen(true), setPosition((at) => Math.min(at + 1, found().length - 1))].length > 0,
      up: () => [setPosition((at) => Math.max(at - 1, -1))].length > 0,
      enter: () => isOpen() && choose(found()[position()]),
      escape: () => isOpen() && [open(false)].length > 0,
      backspace: () => props.text === '' && props.onBackspace !== undefined && [props.onBackspace()].length > 0,
    });
    if (isTaken) event.preventDefault();
  };
  return (
    <div class="suggest">
      <input
        {...props.attributes}
        class="control"
        data-width="medium"
        type="text"
        role="combobox"
        aria-expanded={isOpen() && found().length > 0}
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
      <SuggestList id={list} choices={found()} position={position()} onChoose={choose} />
      <p class="only-heard" role="status">
        {isOpen() && props.text !== '' ? t('ui.field.matches', { count: found().length }) : ''}
      </p>
    </div>
  );
}

function SuggestList(props: {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly position: number;
  readonly onChoose: (choice: Choice) => void;
}) {
  const { t } = useMessages();
  return (
    <div
      class="suggest-list"
      id={props.id}
      role="listbox"
      hidden={props.choices.length === 0}
      aria-label={t('ui.field.suggestions')}
    >
      <For each={props.choices}>
        {(choice, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the combobox
          <div
            class="suggest-item"
            id={`${props.id}-${at()}`}
            role="option"
            aria-selected={at() === props.position}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onChoose(choice)}
          >
            <span>{choice.label}</span>
            <Show when={choice.label !== choice.value}>
              <span class="suggest-key">{choice.value}</span>
            </Show>
          </div>
        )}
      </For>
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
