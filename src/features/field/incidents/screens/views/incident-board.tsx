import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import { mayGo, needsReason, type Status, waysFrom } from '../../incident.ts';
import type { IncidentBoard as Board, BoardColumn, ListedIncident } from '../../incident-replies.ts';
import { categoryWords, placeWords } from '../incident-words.ts';
import { DangerWords } from './incident-marks.tsx';
import type { ViewProps } from './view-props.ts';

type BoardProps = ViewProps & { readonly board: Board; readonly onChanged: () => void };

/** A column for each status. What needs nothing else is moved by hand or by its menu; what needs more is opened for it. */
export function IncidentBoard(props: BoardProps) {
  const { t } = useMessages();
  const { problem, run } = createRequest();
  const [dragged, setDragged] = createSignal<ListedIncident | null>(null);
  const move = (incident: ListedIncident, to: Status) => {
    const isAsked = needsReason(incident.status, to) || (to === 'assigned' && incident.assignee === null);
    if (isAsked) return props.onOpen(incident.id, to);
    void run(async () => {
      const path = `/api/missions/${encodeURIComponent(props.mission)}/incidents/${incident.id}/acts`;
      const act = { kind: 'status', status: to };
      await api.postOnce(path, { id: crypto.randomUUID(), base: incident.revision, act, reason: null });
    }).then(props.onChanged);
  };
  const drop = (to: Status) => {
    const incident = dragged();
    setDragged(null);
    if (incident !== null && mayGo(incident.status, to)) move(incident, to);
  };
  return (
    <>
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
      {/* What scrolls is reached by keys. */}
      <section class="incident-board" aria-label={t('incidents.view.board')} tabindex="0">
        <For each={props.board.columns}>
          {(column) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the menu of each card does what dropping it does.
            <section
              data-open={dragged() !== null && mayGo(dragged()?.status ?? 'new', column.status) ? '' : undefined}
              onDragOver={(event) => event.preventDefault()}
              onDrop={() => drop(column.status)}
            >
              <h2>
                {t(`incidents.status.${column.status}`)} <span class="incident-aside">{column.count}</span>
              </h2>
              <Cards {...props} column={column} onDrag={setDragged} onMove={move} />
            </section>
          )}
        </For>
      </section>
    </>
  );
}

function Cards(
  props: BoardProps & {
    readonly column: BoardColumn;
    readonly onDrag: (incident: ListedIncident | null) => void;
    readonly onMove: (incident: ListedIncident, to: Status) => void;
  },
) {
  const { t } = useMessages();
  const rest = () => props.column.count - props.column.incidents.length;
  return (
    <>
      <ul>
        <For each={props.column.incidents}>
          {(incident) => (
            <li
              draggable={props.canEdit}
              data-loud={incident.isLoud ? '' : undefined}
              onDragStart={() => props.onDrag(incident)}
              onDragEnd={() => props.onDrag(null)}
            >
              <Card {...props} incident={incident} />
            </li>
          )}
        </For>
      </ul>
      <Show when={rest() > 0}>
        <a href={props.hrefOf({ view: 'list', status: props.column.status })}>
          {t('incidents.more', { count: rest() })}
        </a>
      </Show>
    </>
  );
}

function Card(
  props: ViewProps & {
    readonly incident: ListedIncident;
    readonly onMove: (incident: ListedIncident, to: Status) => void;
  },
) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <>
      <DangerWords incident={props.incident} />
      <a href={props.hrefOf({ incident: props.incident.id })} noScroll>
        #{props.incident.number} <bdi class="incident-text">{props.incident.facts.what ?? ''}</bdi>
      </a>
      <span class="incident-aside">
        {categoryWords(messages, props.settings.categories, props.incident.facts.category)}{' '}
        <bdi>{placeWords(messages, props.incident)}</bdi>
      </span>
      <Show when={props.incident.assignee}>{(assignee) => <bdi>{assignee().name}</bdi>}</Show>
      <Show when={props.canEdit}>
        <Menu button={t('incidents.move')} label={t('incidents.move-which', { number: props.incident.number })}>
          <For each={waysFrom(props.incident.status)}>
            {(to) => (
              <MenuItem onChoose={() => props.onMove(props.incident, to)}>{t(`incidents.status.${to}`)}</MenuItem>
            )}
          </For>
        </Menu>
      </Show>
    </>
  );
}
