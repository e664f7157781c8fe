import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { IncidentPage } from '../../incident-replies.ts';
import { categoryWords, placeWords } from '../incident-words.ts';
import { DangerWords, StatusWords } from './incident-marks.tsx';
import type { ViewProps } from './view-props.ts';

/** Incidents as they come, the newest first. */
export function IncidentStream(props: ViewProps & { readonly page: IncidentPage }) {
  const messages = useMessages();
  return (
    <div class="incident-stream" role="feed" aria-label={messages.t('incidents.view.stream')}>
      <For each={props.page.incidents}>
        {(incident, at) => (
          <article aria-posinset={at() + 1} aria-setsize={-1} tabindex="0" data-loud={incident.isLoud ? '' : undefined}>
            <p>
              <time dateTime={incident.at}>{formatMoment(messages, incident.at)}</time>{' '}
              <DangerWords incident={incident} />
            </p>
            <p>
              <a href={props.hrefOf({ incident: incident.id })} noScroll>
                #{incident.number} <bdi>{incident.facts.what ?? ''}</bdi>
              </a>
            </p>
            <p class="incident-aside">
              {categoryWords(messages, props.settings.categories, incident.facts.category)}{' '}
              <bdi>{placeWords(messages, incident)}</bdi>
            </p>
            <StatusWords incident={incident} />
          </article>
        )}
      </For>
    </div>
  );
}
