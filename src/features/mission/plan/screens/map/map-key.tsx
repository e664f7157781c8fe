import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { MapArea } from '../../plan-replies.ts';

/** What the signs of the map mean, how many stations it shows, and how it is moved by keys. */
export function MapKey(props: { readonly all: MapArea; readonly isCut: boolean }) {
  const { t } = useMessages();
  const without = () => props.all.stations - props.all.located;
  return (
    <>
      <Show when={props.all.bounds}>
        <ul class="route-key">
          <li>
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" class="route-stop">
              <circle cx="10" cy="10" r="8" />
            </svg>
            {t('planMap.key.stop')}
          </li>
          <li>
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
              <circle cx="10" cy="10" r="6" class="map-dot route-free" />
            </svg>
            {t('planMap.key.free')}
          </li>
          <li>
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
              <rect x="4" y="4" width="12" height="12" class="map-dot route-taken" />
            </svg>
            {t('planMap.key.taken')}
          </li>
          <li>
            <svg
              viewBox="0 0 20 20"
              width="16"
              height="16"
              aria-hidden="true"
              class="route-line"
              data-faint=""
              data-pattern="1"
            >
              <polyline points="0,10 20,10" />
            </svg>
            {t('planMap.key.others')}
          </li>
        </ul>
      </Show>
      <p class="plan-words">
        {t('planMap.caption', { count: props.all.stations, located: props.all.located })}.{' '}
        <Show when={without() > 0}>{t('planMap.unlocated', { count: without() })}. </Show>
        <Show when={props.isCut}>{t('planMap.others-cut')} </Show>
        <Show when={props.all.bounds}>{t('planMap.keys')}</Show>
      </p>
    </>
  );
}
