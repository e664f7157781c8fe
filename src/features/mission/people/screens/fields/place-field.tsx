import { createSignal, For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { api } from '../../../../../platform/ui/api.ts';
import type { FieldProps } from '../../../../../platform/ui/parts/fields/field.tsx';
import {
  type FoundSuggestions,
  SearchedField,
} from '../../../../../platform/ui/parts/fields/suggest/searched-field.tsx';
import { CrossSign } from '../../../../../platform/ui/parts/marks/cross-sign.tsx';
import type { PlaceNames } from '../../people-replies.ts';
import { placeNamesOf } from '../../place-names.ts';
import { PlaceName } from './place-links.tsx';

/** What the register answers to a search of places. */
interface PlaceMatches {
  readonly places: readonly (FoundPlace & { readonly path: readonly string[] })[];
  /** What they lie in. */
  readonly above: readonly FoundPlace[];
  readonly isCut: boolean;
}

interface FoundPlace {
  readonly key: string;
  readonly cells: Readonly<Record<string, unknown>>;
}

/** So many places are offered at once. */
const MOST_OFFERED = 12;

/** The key of an electoral place, found by its key, its name, and what it lies in. */
export function PlaceField(
  props: FieldProps & {
    /** Slug of the election. */
    readonly election: string;
    readonly value: string;
    readonly onInput: (key: string) => void;
  },
) {
  const messages = useMessages();
  return (
    <SearchedField
      {...props}
      search={async (typed) => (await searchPlaces(messages, props.election, typed)).suggestions}
    />
  );
}

/** The keys of several electoral places. */
export function PlacesField(
  props: FieldProps & {
    readonly election: string;
    readonly values: readonly string[];
    readonly onInput: (keys: readonly string[]) => void;
    /** Of those that are known already. */
    readonly names: PlaceNames;
  },
) {
  const messages = useMessages();
  const [typed, setTyped] = createSignal('');
  const [found, setFound] = createSignal<PlaceNames>({});
  const names = () => ({ ...props.names, ...found() });
  const search = async (text: string) => {
    const { suggestions, names: of } = await searchPlaces(messages, props.election, text);
    setFound((known) => ({ ...known, ...of }));
    return suggestions;
  };
  const add = ({ value }: { readonly value: string }) => {
    setTyped('');
    if (!props.values.includes(value)) props.onInput([...props.values, value]);
  };
  const wordOf = (key: string) => messages.localized(names()[key] ?? {})?.text ?? key;
  return (
    <div class="people-places">
      <SearchedField {...props} value={typed()} onInput={setTyped} onChoose={add} search={search} />
      <ul class="chosen" aria-label={messages.t('people.places-chosen')}>
        <For each={props.values}>
          {(key) => (
            <li>
              <PlaceName of={key} names={names()} />
              <button
                type="button"
                aria-label={messages.t('ui.remove', { name: wordOf(key) })}
                onClick={() => props.onInput(props.values.filter((other) => other !== key))}
              >
                <CrossSign />
              </button>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}

async function searchPlaces(
  messages: Messages,
  election: string,
  typed: string,
): Promise<{ readonly suggestions: FoundSuggestions; readonly names: PlaceNames }> {
  const query = new URLSearchParams({ q: typed.slice(0, 200), limit: String(MOST_OFFERED) });
  const asked = `/api/elections/${encodeURIComponent(election)}/places/search?${query}`;
  const { places, above, isCut } = await api.get<PlaceMatches>(asked);
  const names = Object.fromEntries([...places, ...above].map(({ key, cells }) => [key, placeNamesOf(cells)]));
  const wordOf = (key: string) => messages.localized(names[key] ?? {})?.text ?? key;
  const choices = places.map(({ key, path }) => ({
    value: key,
    label: wordOf(key),
    detail: [key, ...path.toReversed().map(wordOf)].join(' · '),
  }));
  return { suggestions: { choices, isCut }, names };
}
