import { useSearchParams } from '@solidjs/router';
import { Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Menu, MenuItem } from '../../../../platform/ui/parts/actions/menu.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { IncidentBoard as Board, IncidentMap, IncidentPage } from '../incident-replies.ts';
import { addressOf, FILTERS, type IncidentQuery, type View } from './incident-address.ts';
import { IncidentFilters } from './incident-filters.tsx';
import { createLive } from './live/create-live.ts';
import { IncidentBoard } from './views/incident-board.tsx';
import { IncidentList } from './views/incident-list.tsx';
import { IncidentPlaces } from './views/incident-places.tsx';
import { IncidentStream } from './views/incident-stream.tsx';
import type { ViewProps } from './views/view-props.ts';
import './incidents.css';

const FORMATS = ['csv', 'xlsx', 'json'] as const;

/** The incidents of a mission as a list, a board, a map or a stream, each of the same filters. */
export function IncidentsScreen(props: Omit<ViewProps, 'hrefOf'> & { readonly view: View }) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const filter = (): IncidentQuery => Object.fromEntries(FILTERS.map((name) => [name, query[name]]));
  const isNarrowed = () => Object.values(filter()).some((value) => value !== undefined);
  const path = `/api/missions/${encodeURIComponent(props.mission)}/incidents`;
  const exported = (format: string) => `${path}/export.${format}${addressOf(filter(), {})}`;
  const narrow = (part: Readonly<Record<string, string | null>>) =>
    setQuery({ ...part, after: null, incident: null }, { scroll: false });
  const hrefOf = (part: Readonly<Record<string, string | null>>) => addressOf({ ...query }, part);
  return (
    <div class="incidents">
      <IncidentFilters {...props} filter={filter()} onNarrow={narrow} />
      <div>
        <Menu button={t('incidents.export')}>
          {FORMATS.map((format) => (
            <MenuItem href={exported(format)} isExternal>
              {format.toUpperCase()}
            </MenuItem>
          ))}
        </Menu>
      </div>
      <Show when={`${props.view} ${props.mission}`} keyed>
        <Shown {...props} hrefOf={hrefOf} filter={filter()} after={query.after} path={path} isNarrowed={isNarrowed()} />
      </Show>
    </div>
  );
}

interface ShownProps extends ViewProps {
  readonly view: View;
  readonly filter: IncidentQuery;
  readonly after: string | undefined;
  readonly path: string;
  readonly isNarrowed: boolean;
}

function Shown(props: ShownProps) {
  const { t } = useMessages();
  const { view } = props;
  const path = () => {
    const { sort, status, ...rest } = props.filter;
    if (view === 'board') return `${props.path}/board${addressOf(rest, {})}`;
    if (view === 'map') return `${props.path}/map${addressOf({ ...rest, status }, {})}`;
    const order = view === 'stream' ? {} : { sort };
    return `${props.path}${addressOf({ ...rest, status, ...order, after: props.after }, {})}`;
  };
  const live = createLive<IncidentPage | Board | IncidentMap>(props.mission, path);
  const count = () => countOf(live.shown.reply);
  return (
    <div class="incidents" aria-busy={live.isBehind()}>
      <Show when={live.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={live.now} />}</Show>
      <Show when={live.shown.reply} fallback={<Show when={live.problem() === null}>{<Skeleton rows={8} />}</Show>}>
        {(reply) => (
          <>
            <p role="status">{t('incidents.count', { count: count() })}</p>
            <Show
              when={count() > 0 || view === 'board'}
              fallback={
                <EmptyState title={t(props.isNarrowed ? 'incidents.no-match' : 'incidents.none')}>
                  {props.isNarrowed ? '' : t('incidents.none-hint')}
                </EmptyState>
              }
            >
              <ViewOf {...props} reply={reply()} onChanged={live.now} />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}

function ViewOf(
  props: ShownProps & { readonly reply: IncidentPage | Board | IncidentMap; readonly onChanged: () => void },
) {
  return (
    <Switch>
      <Match when={props.view === 'board'}>
        <IncidentBoard {...props} board={props.reply as Board} />
      </Match>
      <Match when={props.view === 'map'}>
        <IncidentPlaces {...props} map={props.reply as IncidentMap} />
      </Match>
      <Match when={props.view === 'stream'}>
        <IncidentStream {...props} page={props.reply as IncidentPage} />
      </Match>
      <Match when={true}>
        <IncidentList {...props} page={props.reply as IncidentPage} isFirst={props.after === undefined} />
      </Match>
    </Switch>
  );
}

function countOf(reply: IncidentPage | Board | IncidentMap | null): number {
  if (reply === null) return 0;
  if ('columns' in reply) return reply.columns.reduce((sum, { count }) => sum + count, 0);
  return 'points' in reply ? reply.placedCount + reply.unplacedCount : reply.count;
}
