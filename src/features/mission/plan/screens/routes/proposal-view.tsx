import { createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { RouteProposal, RouteStation, VisitsAdded } from '../../plan-replies.ts';
import { Refusal } from '../refusal.tsx';
import { type Proposed, timeAfter } from './route-draft.ts';
import { visitsOfRoutes } from './taken-visits.ts';

const ProposalMap = lazy(async () => ({ default: (await import('../map/drawing/proposal-map.tsx')).ProposalMap }));

type Route = RouteProposal['routes'][number];
type Left = RouteProposal['left'][number];

interface Stop {
  readonly route: Route;
  readonly at: number;
}

/** What is proposed, team by team, and what is on no route; each route is taken into the plan, or all of them. */
export function ProposalView(props: { readonly path: string; readonly proposed: Proposed }) {
  const messages = useMessages();
  const { t } = messages;
  const { proposal, asked, start } = props.proposed;
  const [taken, setTaken] = createSignal<readonly string[]>([]);
  const work = createRequest();
  const ids = new Map<string, string>();
  const open = () => proposal.routes.filter(({ team, stops }) => stops.length > 0 && !taken().includes(team.id));
  const take = (routes: readonly Route[]) =>
    void work.run(async () => {
      // Sent twice, because no answer came, the visits are added once.
      const visits = visitsOfRoutes(routes, asked, ids);
      const { added } = await api.postOnce<VisitsAdded>(props.path, { visits });
      setTaken((before) => [...before, ...routes.map(({ team }) => team.id)]);
      showToast({ message: t('plan.added', { count: added }) });
    });
  const count = proposal.routes.reduce((sum, { stops }) => sum + stops.length, 0);
  const isPlaced = proposal.routes.some(({ stops }) => stops.some(({ point }) => point !== null));
  return (
    <section class="plan-settings" aria-label={t('samples.routes-proposed')}>
      <p role="status">
        {t('samples.routes-told', { count, left: proposal.left.length })}{' '}
        {proposal.unplaced > 0 ? t('samples.routes-unplaced', { count: proposal.unplaced }) : ''}
      </p>
      <Show when={work.problem()}>{(problem) => <Refusal problem={problem()} />}</Show>
      <Show when={count > 0}>
        <Show when={open().length > 0} fallback={<p>{t('samples.routes-all-taken')}</p>}>
          <Buttons>
            <Button look="primary" isBusy={work.isBusy()} onClick={() => take(open())}>
              {t('samples.routes-take-all')}
            </Button>
            <For each={open()}>
              {(route) => (
                <Button onClick={() => take([route])}>{t('samples.routes-take', { team: route.team.code })}</Button>
              )}
            </For>
          </Buttons>
        </Show>
        <div class="proposal-desk">
          <Table
            caption={t('samples.routes-proposed')}
            columns={stopColumns(messages, start)}
            rows={proposal.routes.flatMap((route) => route.stops.map((_, at): Stop => ({ route, at })))}
            groupBy={({ route }) => route.team.code}
          />
          <Show when={isPlaced}>
            <Suspense fallback={<Skeleton rows={10} />}>
              <ProposalMap routes={proposal.routes} />
            </Suspense>
          </Show>
        </div>
      </Show>
      <Show when={proposal.left.length > 0}>
        <Table caption={t('samples.routes-left')} columns={leftColumns(messages)} rows={proposal.left} />
      </Show>
    </section>
  );
}

function stationCell(messages: Messages, { station, names }: RouteStation) {
  return (
    <>
      <bdi>{station}</bdi> {messages.localized(names ?? {})?.text}
    </>
  );
}

function stopColumns(messages: Messages, start: number): Column<Stop>[] {
  const { t } = messages;
  const stopOf = ({ route, at }: Stop) => route.stops[at];
  const distance = (stop: Stop) => {
    const metres = stopOf(stop)?.metres ?? null;
    if (metres === null) return t('samples.routes-unknown-way');
    return t('samples.routes-km', { km: Math.round(metres / 100) / 10 });
  };
  return [
    {
      id: 'stop',
      title: t('plan.stop'),
      width: 'fit',
      align: 'end',
      cell: ({ route, at }) => messages.formatNumber(route.firstPosition + at),
    },
    {
      id: 'station',
      title: t('plan.station'),
      cell: (stop) => {
        const found = stopOf(stop);
        return found === undefined ? '' : stationCell(messages, found);
      },
    },
    { id: 'arrives', title: t('samples.routes-arrives'), cell: (stop) => timeAfter(start, stopOf(stop)?.arrives ?? 0) },
    { id: 'leaves', title: t('samples.routes-leaves'), cell: (stop) => timeAfter(start, stopOf(stop)?.leaves ?? 0) },
    { id: 'distance', title: t('samples.routes-distance'), align: 'end', cell: distance },
  ];
}

function leftColumns(messages: Messages): Column<Left>[] {
  const { t } = messages;
  return [
    { id: 'station', title: t('plan.station'), cell: (left) => stationCell(messages, left) },
    { id: 'why', title: t('samples.routes-why'), cell: ({ why }) => t(`samples.routes-left.${why}`) },
  ];
}
