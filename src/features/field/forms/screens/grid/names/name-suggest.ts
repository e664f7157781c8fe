import { type Accessor, createSignal, createUniqueId } from 'solid-js';
import type { Workbook } from '../../../../../../xforms/workbook/workbook.ts';
import { type NameSuggestion, suggestNames } from '../../../editing/suggestions.ts';

/** Where a text is written. */
export type Line = HTMLInputElement | HTMLTextAreaElement;

/** Names of questions that are offered while a reference is typed. */
export interface NameSuggest {
  /** Id of the list. */
  readonly id: string;
  readonly line: Accessor<Line | undefined>;
  readonly names: Accessor<readonly string[]>;
  /** Which name a key would take. */
  readonly position: Accessor<number>;
  /** Looks at what stands before the caret. */
  readonly look: () => void;
  /** Offers nothing until more is typed. */
  readonly close: () => void;
  /** @returns whether the key was meant for the list. */
  readonly press: (event: KeyboardEvent) => boolean;
  readonly take: (name: string | undefined) => void;
}

/** Behind `${`, arrows choose among the names, Enter and Tab take one, Esc offers none. */
export function createNameSuggest(use: {
  readonly workbook: Accessor<Workbook>;
  readonly line: Accessor<Line | undefined>;
  readonly write: (text: string) => void;
}): NameSuggest {
  const [offer, setOffer] = createSignal<NameSuggestion | null>(null);
  const [position, setPosition] = createSignal(0);
  const names = () => offer()?.names ?? [];
  const close = () => setOffer(null);
  const look = () => {
    const line = use.line();
    setPosition(0);
    setOffer(line === undefined ? null : suggestNames(use.workbook(), line.value.slice(0, caretOf(line))));
  };
  const take = (name: string | undefined) => {
    const line = use.line();
    const typed = offer()?.typed;
    if (line === undefined || typed === undefined || name === undefined) return;
    putName(line, typed, name);
    use.write(line.value);
    close();
  };
  const step = (by: -1 | 1) => setPosition((at) => (at + by + names().length) % names().length);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => take(names()[position()]),
    Tab: () => take(names()[position()]),
    Escape: close,
  };
  const press = (event: KeyboardEvent) => {
    const isHeld = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (names().length === 0 || event.isComposing || isHeld || act === undefined) return false;
    event.preventDefault();
    act();
    return true;
  };
  return { id: `grid-names-${createUniqueId()}`, line: use.line, names, position, look, close, press, take };
}

function caretOf(line: Line): number {
  return line.selectionStart ?? line.value.length;
}

/** The reference is closed, and the caret goes behind it. */
function putName(line: Line, typed: string, name: string): void {
  const caret = caretOf(line);
  const isClosed = line.value[caret] === '}';
  line.setRangeText(`${name}}`, caret - typed.length, isClosed ? caret + 1 : caret, 'end');
}
