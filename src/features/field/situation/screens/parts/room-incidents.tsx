import { For, Show } from 'solid-js';
import { toLocalTime } from '../../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { IncidentLine, RoomIncidents } from '../../situation.ts';
import type { RoomLinks } from '../room-address.ts';

/** What numbers of incidents open, in the order of a look: the list counts the same. */
const COUNTED = {
  open: { status: 'open' },
  sos: { status: 'open', danger: 'sos' },
  high: { status: 'open', danger: 'high' },
  low: { status: 'open', danger: 'low' },
  urgent: { status: 'open', priority: 'urgent' },
  unassigned: { status: 'open', assignee: 'none' },
  overdue: { due: 'over' },
} as const;
const NAMES = ['open', 'sos', 'high', 'low', 'urgent', 'unassigned', 'overdue'] as const;

interface IncidentsProps {
  readonly incidents: RoomIncidents;
  readonly zone: string;
  /** Null: on a wall. */
  readonly links: RoomLinks | null;
}

/** What happens in the field: how much is open, the gravest of it, and what came last. */
export function RoomIncidentLists(props: IncidentsProps) {
  const { t } = useMessages();
  return (
    <section class="room-part" aria-labelledby="room-incidents">
      <h2 id="room-incidents">{t('sos.incidents')}</h2>
      <Show
        when={props.incidents.newest.length > 0}
        fallback={<p class="room-soft">{t('situation.incidents-none')}</p>}
      >
        <IncidentNumbers {...props} />
        <div class="room-incident-lists">
          <Show when={props.incidents.gravest.length > 0}>
            <div class="room-part">
              <h3>{t('situation.incidents-gravest')}</h3>
              <IncidentLines {...props} lines={props.incidents.gravest} />
            </div>
          </Show>
          <div class="room-part">
            <h3>{t('situation.incidents-newest')}</h3>
            <IncidentLines {...props} lines={props.incidents.newest} />
          </div>
        </div>
      </Show>
    </section>
  );
}

/** That somebody cries for help, whatever else is on the wall. At the desk the banner of the mission says so. */
export function LoudIncidents(props: { readonly incidents: RoomIncidents }) {
  const { t } = useMessages();
  return (
    <div role="alert">
      <Show when={props.incidents.counts.loud > 0}>
        <p class="room-loud">{t('sos.loud', { count: props.incidents.counts.loud })}</p>
      </Show>
    </div>
  );
}

function IncidentNumbers(props: IncidentsProps) {
  const { t } = useMessages();
  const shown = () => NAMES.filter((name) => name === 'open' || props.incidents.counts[name] > 0);
  const words = (name: (typeof NAMES)[number]) =>
    t(`situation.incidents.${name}`, { count: props.incidents.counts[name] });
  return (
    <ul class="room-incident-numbers">
      <Show when={props.links !== null && props.incidents.counts.loud > 0}>
        <li>
          <a class="room-loud" href={props.links?.incidents({ sos: 'loud' })}>
            {t('situation.incidents.loud', { count: props.incidents.counts.loud })}
          </a>
        </li>
      </Show>
      <For each={shown()}>
        {(name) => (
          <li>
            <Show when={props.links} fallback={words(name)}>
              {(links) => <a href={links().incidents(COUNTED[name])}>{words(name)}</a>}
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

function IncidentLines(props: IncidentsProps & { readonly lines: readonly IncidentLine[] }) {
  const messages = useMessages();
  const about = (line: IncidentLine) => {
    const category = messages.localized(line.categoryNames ?? {})?.text;
    return [`#${line.number}`, category, line.what].filter(Boolean).join(' · ');
  };
  const where = (line: IncidentLine) => {
    const words = [line.station, messages.localized(line.placeNames ?? {})?.text].filter(Boolean);
    return words.length === 0 ? '' : ` · ${words.join(' ')}`;
  };
  return (
    <ol class="room-lines">
      <For each={props.lines}>
        {(line) => (
          <li data-loud={line.isLoud ? '' : undefined}>
            <time class="numeral room-soft" datetime={line.at}>
              {toLocalTime(Date.parse(line.at), props.zone).time}
            </time>
            <div class="room-incident">
              <Show when={props.links} fallback={<span>{about(line)}</span>}>
                {(links) => (
                  <a href={links().incidents({ incident: line.id })}>
                    <bdi>{about(line)}</bdi>
                  </a>
                )}
              </Show>
              <span class="room-soft">
                <IncidentStanding line={line} />
                <bdi>{where(line)}</bdi>
              </span>
            </div>
          </li>
        )}
      </For>
    </ol>
  );
}

/** How dangerous and urgent it is, and how far it has been dealt with. */
function IncidentStanding(props: { readonly line: IncidentLine }) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.line.danger}>
        {(danger) => (
          <>
            <span class="room-danger" data-danger={danger()}>
              {t(`situation.danger.${danger()}`)}
              <Show when={props.line.isLoud}> · {t('incidents.unheard')}</Show>
            </span>
            {' · '}
          </>
        )}
      </Show>
      <Show when={props.line.priority === 'urgent'}>
        <strong>{t('incidents.priority.urgent')}</strong>
        {' · '}
      </Show>
      {t(`incidents.status.${props.line.status}`)}
    </>
  );
}
