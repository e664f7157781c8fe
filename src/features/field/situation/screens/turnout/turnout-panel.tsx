import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { clockOf, MOST_STATIONS, type ShownTurnout, type StationTurnout } from '../../../turnout/turnout.ts';

/** The stations behind a share of turnout: what looks wrong first, then the highest. */
export function TurnoutPanel(props: {
  readonly mission: string;
  readonly turnout: ShownTurnout;
  readonly minutes: number;
  readonly hrefOfReport: (report: string) => string;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const seen = () => props.turnout.points.find(({ minutes }) => minutes === props.minutes)?.seen ?? null;
  const asked = () => ({
    address: `/api/missions/${encodeURIComponent(props.mission)}/turnout/stations?day=${props.turnout.day}&minutes=${props.minutes}`,
    // Asked anew when it is something else.
    seen: JSON.stringify(seen()),
  });
  const [found] = createResource(asked, ({ address }) => api.get<StationTurnout[]>(address));
  return (
    <SidePanel
      title={t('situation.turnout-at', { time: clockOf(props.minutes) })}
      kicker={t('situation.turnout-seen')}
      onClose={props.onClose}
    >
      <Show when={found.error === undefined} fallback={<ErrorState problem={found.error} />}>
        <Show when={found.latest} fallback={<Skeleton rows={8} />}>
          {(stations) => (
            <div class="turnout-stations">
              <Show
                when={stations().length > 0}
                fallback={<EmptyState title={t('situation.turnout-none')}>{''}</EmptyState>}
              >
                <StationTable stations={stations()} hrefOfReport={props.hrefOfReport} />
              </Show>
              <Show when={(seen()?.stations ?? 0) > stations().length}>
                <p class="room-soft">{t('situation.turnout-cut', { limit: MOST_STATIONS })}</p>
              </Show>
            </div>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

function StationTable(props: {
  readonly stations: readonly StationTurnout[];
  readonly hrefOfReport: (report: string) => string;
}) {
  const { t } = useMessages();
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('situation.turnout-station')}</th>
          <th scope="col" data-align="end" data-width="fit">
            {t('situation.turnout-count')}
          </th>
          <th scope="col" data-align="end" data-width="fit">
            {t('situation.turnout-registered')}
          </th>
          <th scope="col" data-align="end" data-width="fit">
            {t('situation.turnout-share')}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.stations}>{(one) => <StationRow one={one} hrefOfReport={props.hrefOfReport} />}</For>
      </tbody>
    </table>
  );
}

function StationRow(props: { readonly one: StationTurnout; readonly hrefOfReport: (report: string) => string }) {
  const messages = useMessages();
  const { t, formatNumber, formatPercent } = messages;
  const { one } = props;
  const name = () => messages.localized(one.names ?? {})?.text ?? '';
  const isOver = () => one.registered !== null && one.voted > one.registered;
  return (
    <tr data-faulty={isOver() ? '' : undefined}>
      <th scope="row">
        <a href={props.hrefOfReport(one.reports[0] ?? '')}>
          <bdi>{[one.station, name()].filter(Boolean).join(' ')}</bdi>
        </a>
        <Show when={isOver()}>
          <p class="room-soft">{t('situation.turnout-is-over')}</p>
        </Show>
        <Show when={one.isDiffering}>
          <p class="room-soft">
            {t('situation.turnout-is-differing')}{' '}
            <For each={one.reports.slice(1)}>
              {(report, at) => (
                <a href={props.hrefOfReport(report)}>{t('situation.turnout-other', { number: at() + 2 })} </a>
              )}
            </For>
          </p>
        </Show>
      </th>
      <td data-align="end" data-width="fit">
        {formatNumber(one.voted)}
      </td>
      <td data-align="end" data-width="fit">
        {one.registered === null ? '–' : formatNumber(one.registered)}
      </td>
      <td data-align="end" data-width="fit">
        {one.registered ? formatPercent((one.voted / one.registered) * 100, 1) : '–'}
      </td>
    </tr>
  );
}
