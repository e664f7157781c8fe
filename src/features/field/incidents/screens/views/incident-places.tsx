import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { PlacesMap } from '../../../../../platform/ui/map/places-map.tsx';
import type { IncidentMap } from '../../incident-replies.ts';
import { placeWords } from '../incident-words.ts';
import type { ViewProps } from './view-props.ts';

/** Where incidents are; those that no position is known of are counted and listed. */
export function IncidentPlaces(props: ViewProps & { readonly map: IncidentMap }) {
  const messages = useMessages();
  const { t } = messages;
  const points = () =>
    props.map.points.map((point) => ({
      id: point.id,
      label:
        point.count === 1
          ? [`#${point.number}`, point.station].filter(Boolean).join(' ')
          : t('incidents.here', { count: point.count }),
      latitude: point.latitude,
      longitude: point.longitude,
      count: point.count,
      note: point.loud > 0 ? t('incidents.loud-here', { count: point.loud }) : undefined,
    }));
  return (
    <>
      <PlacesMap
        title={t('incidents.view.map')}
        caption={t('incidents.map-caption', { placed: props.map.placedCount, unplaced: props.map.unplacedCount })}
        points={points()}
      />
      <Show when={props.map.unplacedCount > 0}>
        <section>
          <h2>{t('incidents.unplaced', { count: props.map.unplacedCount })}</h2>
          <ul class="incident-lines">
            <For each={props.map.unplaced}>
              {(incident) => (
                <li>
                  <a href={props.hrefOf({ incident: incident.id })} noScroll>
                    #{incident.number} <bdi>{incident.facts.what ?? ''}</bdi>
                  </a>{' '}
                  <bdi class="incident-aside">{placeWords(messages, incident)}</bdi>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}
