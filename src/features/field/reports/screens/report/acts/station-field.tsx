import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import type { FieldProps } from '../../../../../../platform/ui/parts/fields/field.tsx';
import { SearchedField } from '../../../../../../platform/ui/parts/fields/suggest/searched-field.tsx';
import type { StationMatches } from '../../../arrivals/station.ts';
import { stationOffered } from '../../station-words.ts';

/** One of the polling stations of the register or of the forms, by its code: found by code, name, and what it lies in. */
export function StationField(
  props: Pick<FieldProps, 'hint' | 'error' | 'isOptional' | 'disabled'> & {
    /** Of the mission, as an address. */
    readonly missionPath: string;
    readonly value: string;
    readonly onInput: (code: string) => void;
  },
) {
  const messages = useMessages();
  const search = async (typed: string) => {
    const asked = `${props.missionPath}/stations?${new URLSearchParams({ search: typed.slice(0, LONGEST) })}`;
    const { stations, isCut } = await api.get<StationMatches>(asked);
    return { choices: stations.map((station) => stationOffered(messages, station)), isCut };
  };
  return <SearchedField {...props} label={messages.t('reports.act.station')} search={search} />;
}

/** As the server takes it. */
const LONGEST = 200;
