import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { api } from '../../../../../platform/ui/api.ts';
import { SidePanel } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import { clockOf, MOST_STATIONS, type ShownTurnout, type StationTurnout, shareOf } from '../../../turnout/turnout.ts';

/** The stations behind a share of turnout: what looks wrong first, then the highest. */
export function TurnoutPanel(props: {
  readonly mission: string;
  readonly turnout: ShownTurnout;
  readonly minutes: number;
  readonly hrefOfReport: (report: string) => string;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const seen = () => props.turnout.points.find(({ minutes }) => minutes === props.minutes)?.seen ?? null;
  const title = () => t('situation.turnout-at', { time: clockOf(props.minutes) });
  const asked = () => ({
    address: `/api/missions/${encodeURIComponent(props.mission)}/turnout/stations?day=${props.turnout.day}&minutes=${props.minutes}`,
    // Asked anew when it is something else.
    seen: JSON.stringify(seen()),
  });
  const [found] = createResource(asked, ({ address }) => api.get<StationTurnout[]>(address));
  return (
    <SidePanel title={title()} kicker={t('situation.turnout-seen')} onClose={props.onClose}>
      <Show when={found.error === undefined} fallback={<ErrorState problem={found.error} />}>
        <Show when={found.latest} fallback={<Skeleton rows={8} />}>
          {(stations) => (
            <div class="room-part">
              <Table
                caption={title()}
                isCaptionHidden
                columns={stationColumns(messages, props.hrefOfReport)}
                rows={stations()}
                empty={<EmptyState title={t('situation.turnout-none')}>{''}</EmptyState>}
              />
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

function stationColumns(
  { t, formatNumber, formatPercent }: Messages,
  hrefOfReport: (report: string) => string,
): readonly Column<StationTurnout>[] {
  const number = { align: 'end', width: 'fit' } as const;
  const shareIn = ({ voted, registered }: StationTurnout) => {
    const share = registered === null ? null : shareOf({ voted, registered });
    return share === null ? '–' : formatPercent(share, 1);
  };
  return [
    {
      ...{ id: 'station', title: t('situation.turnout-station') },
      cell: (station) => <StationCell station={station} hrefOfReport={hrefOfReport} />,
    },
    {
      ...{ id: 'voted', title: t('situation.turnout-count'), ...number },
      cell: ({ voted }) => formatNumber(voted),
    },
    {
      ...{ id: 'registered', title: t('situation.turnout-registered'), ...number },
      cell: ({ registered }) => (registered === null ? '–' : formatNumber(registered)),
    },
    { id: 'share', title: t('situation.turnout-share'), ...number, cell: shareIn },
  ];
}

/** A station, and what looks wrong with what is said of it. */
function StationCell(props: { readonly station: StationTurnout; readonly hrefOfReport: (report: string) => string }) {
  const { t, localized } = useMessages();
  const { station, names, voted, registered, isDiffering, reports } = props.station;
  const [first = '', ...others] = reports;
  return (
    <>
      <a href={props.hrefOfReport(first)}>
        <bdi>{[station, localized(names ?? {})?.text].filter(Boolean).join(' ')}</bdi>
      </a>
      <Show when={registered !== null && voted > registered}>
        <p class="room-soft">{t('situation.turnout-is-over')}</p>
      </Show>
      <Show when={isDiffering}>
        <p class="room-soft">
          {t('situation.turnout-is-differing')}{' '}
          <For each={others}>
            {(report, at) => (
              <a href={props.hrefOfReport(report)}>{t('situation.turnout-other', { number: at() + 2 })} </a>
            )}
          </For>
        </p>
      </Show>
    </>
  );
}
