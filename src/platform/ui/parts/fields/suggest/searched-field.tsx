import { createSignal, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../i18n/language-provider.tsx';
import type { Messages } from '../../../../i18n/messages.ts';
import { ApiProblem } from '../../../api.ts';
import { Field, type FieldProps } from '../field.tsx';
import { SuggestInput, type Suggestion } from './suggest-input.tsx';

/** What was found for what is typed, best first. */
export interface FoundSuggestions {
  readonly choices: readonly Suggestion[];
  /** There are more than are given. */
  readonly isCut: boolean;
}

/** So long is waited for the next letter. */
const PAUSE_MS = 120;

/**
 * The key of one among very many records, which the server looks for while one types. What is typed is the value, so that a
 * key that is known by heart needs no search; below, the name of the record is said.
 */
export function SearchedField(
  props: FieldProps & {
    readonly value: string;
    readonly onInput: (value: string) => void;
    /** Told what is chosen, instead of `onInput`: for a field that adds to a list. */
    readonly onChoose?: ((choice: Suggestion) => void) | undefined;
    readonly search: (typed: string) => Promise<FoundSuggestions>;
  },
) {
  const searched = createSearch((typed) => props.search(typed));
  const label = () => {
    const known = searched.find(props.value.trim());
    return known === undefined || known.label === known.value ? null : known;
  };
  const type = (text: string) => {
    props.onInput(text);
    searched.ask(text.trim());
  };
  return (
    <div class="field-group">
      <Field
        {...props}
        control={(attributes) => (
          <SuggestInput
            attributes={attributes}
            text={props.value}
            onText={type}
            onChoose={(choice) => (props.onChoose ? props.onChoose(choice) : props.onInput(choice.value))}
            choices={searched.found().choices}
            isFound
            note={props.value.trim() === '' ? undefined : searched.note()}
            name={props.name}
            disabled={props.disabled}
          />
        )}
      />
      <p class="field-understood" aria-live="polite">
        <Show when={!props.disabled && label()}>
          {(known) => (
            <>
              = <bdi>{known().label}</bdi>
              <Show when={known().detail}>
                {(detail) => (
                  <>
                    {' · '}
                    <bdi>{detail()}</bdi>
                  </>
                )}
              </Show>
            </>
          )}
        </Show>
      </p>
    </div>
  );
}

type SearchState = 'busy' | 'found' | 'failed';

const NOTHING: FoundSuggestions = { choices: [], isCut: false };

/** Asks for what is typed, once it pauses; what was asked for before it, and comes later, is passed over. */
function createSearch(search: (typed: string) => Promise<FoundSuggestions>) {
  const messages = useMessages();
  const [found, setFound] = createSignal(NOTHING);
  const [state, setState] = createSignal<SearchState>('found');
  const seen = new Map<string, Suggestion>();
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const put = (reply: FoundSuggestions, next: 'found' | 'failed') => {
    for (const choice of reply.choices) seen.set(choice.value, choice);
    setFound(reply);
    setState(next);
  };
  const look = async (typed: string, own: number) => {
    await search(typed).then(
      (reply) => own === turn && put(reply, 'found'),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (own === turn) put(NOTHING, 'failed');
      },
    );
  };
  const ask = (typed: string) => {
    turn += 1;
    clearTimeout(timer);
    if (typed === '') return put(NOTHING, 'found');
    setState('busy');
    const own = turn;
    timer = setTimeout(() => void look(typed, own), PAUSE_MS);
  };
  onCleanup(() => {
    turn += 1;
    clearTimeout(timer);
  });
  const note = () => wordState(messages, state(), found());
  const find = (value: string) => {
    found();
    return seen.get(value);
  };
  return { found, ask, note, find };
}

/** What there is to say of what was found; nothing where the list says it all. */
function wordState({ t }: Messages, state: SearchState, { choices, isCut }: FoundSuggestions): string | undefined {
  const count = choices.length;
  if (state === 'failed') return t('ui.field.search-failed');
  if (state === 'busy') return count === 0 ? t('ui.field.searching') : undefined;
  if (count === 0) return t('ui.field.nothing-found');
  return isCut ? t('ui.field.more-found', { count }) : undefined;
}
