import { For, type JSX, Show } from 'solid-js';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { directionOf } from '../../../../platform/i18n/languages.ts';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusShape } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { placeStateOn } from '../as-of.ts';
import type { Place } from '../place.ts';
import { findAnnulment, formerName, levelKey, numberedName, type PlacesView } from './places-view.ts';

/**
 * The name of a place, isolated from what stands around it: whatever direction its letters have, and whatever marks of
 * direction hide in it, the words beside it stay where they are.
 */
export function PlaceName(props: { readonly place: Place; readonly view?: PlacesView | undefined }) {
  const messages = useMessages();
  const picked = () => messages.localized(props.place.name);
  const former = () => (props.view === undefined ? null : formerName(props.view, props.place.code));
  return (
    <Show
      when={former()}
      fallback={
        <Show when={picked()} fallback={<bdi>{numberedName(messages, props.place)}</bdi>}>
          {(name) => <bdi lang={name().isForeign ? name().language : undefined}>{name().text}</bdi>}
        </Show>
      }
    >
      {(name) => <bdi>{name()}</bdi>}
    </Show>
  );
}

/** Number and name, as a place is called in a list; a place without a name by its number and its level. */
export function PlaceTitle(props: { readonly place: Place; readonly view?: PlacesView | undefined }) {
  const messages = useMessages();
  const isNamed = () => messages.localized(props.place.name) !== null;
  return (
    <>
      <Show when={props.place.number}>
        {(number) => (
          <>
            <bdi class="places-number numeral">{number()}</bdi>{' '}
          </>
        )}
      </Show>
      <Show
        when={isNamed() || props.place.number === null}
        fallback={<span class="places-number">{messages.t(levelKey(props.place.level))}</span>}
      >
        <PlaceName place={props.place} view={props.view} />
      </Show>
    </>
  );
}

/** The name in every other language and script that the record has, each in its own direction. */
export function PlaceNames(props: { readonly place: Place }) {
  const messages = useMessages();
  const shown = () => messages.localized(props.place.name)?.language;
  const names = () => Object.entries(props.place.name).filter(([tag]) => tag !== shown());
  const wordFor = (tag: string) => new Intl.DisplayNames([messages.language], { type: 'language' }).of(tag) ?? tag;
  return (
    <Show when={names().length > 0}>
      <ul class="places-names">
        <For each={names()}>
          {([tag, name]) => (
            <li>
              <bdi lang={tag} dir={directionOf(tag)}>
                {name}
              </bdi>{' '}
              <span class="places-faint">{wordFor(tag)}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** What a reader has to know of a place at once, by shape and word: that it is no longer or not yet, or annulled. */
export function PlaceMarks(props: {
  readonly place: Place;
  readonly view: PlacesView;
  /** Without the day, for a narrow list. */
  readonly isBrief?: boolean;
}) {
  const { t, formatDate } = useMessages();
  const state = () => placeStateOn(props.place, props.view.day);
  const words = (name: 'closed' | 'planned', day: CalendarDate) =>
    props.isBrief ? t(`places.mark.${name}`) : t(`places.mark.${name}.on`, { date: formatDate(day, 'short') });
  return (
    <>
      <Show when={state() === 'closed' && props.place.valid_to}>
        {(day) => <Mark status="not-applicable">{words('closed', day())}</Mark>}
      </Show>
      <Show when={state() === 'planned' && props.place.valid_from}>
        {(day) => <Mark status="pending">{words('planned', day())}</Mark>}
      </Show>
      <Show when={findAnnulment(props.view, props.place.code)}>
        <Mark status="missed">
          {t(props.isBrief ? 'places.mark.annulled' : 'fields.choice.event.results-annulled')}
        </Mark>
      </Show>
    </>
  );
}

function Mark(props: { readonly status: Status; readonly children: JSX.Element }) {
  return (
    <span class="places-mark" data-status={props.status}>
      <StatusShape status={props.status} /> {props.children}
    </span>
  );
}
