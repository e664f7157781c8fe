import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { FoundStation, Names, StationNames } from '../arrivals/station.ts';

/** The name of a station in the language of the page; null: nothing names it. */
export function stationName(messages: Messages, stations: StationNames, code: string): string | null {
  return nameIn(messages, Object.hasOwn(stations, code) ? stations[code] : undefined);
}

/** A station as it stands in a sentence: its code, and its name where it has one. */
export function stationInWords(messages: Messages, stations: StationNames, code: string): string {
  const name = stationName(messages, stations, code);
  return name === null ? code : `${code} ${name}`;
}

/** A station that was found, as it is offered: its name, or else its code, and what it lies in. */
export function stationOffered(messages: Messages, { code, names, within }: FoundStation) {
  const name = nameIn(messages, names);
  const places = within.map((place) => nameIn(messages, place.names) ?? place.code);
  return { value: code, label: name ?? code, detail: places.length === 0 ? undefined : places.join(' · ') };
}

function nameIn(messages: Messages, names: Names | undefined): string | null {
  return names === undefined ? null : (messages.localized(names)?.text ?? null);
}
