import { For, type JSX, Show } from 'solid-js';
import { toLocalTime } from '../../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { StatusShape } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { PhaseStations, ShownRoom } from '../../situation.ts';
import { type RoomLinks, SHOWN_STATES, type ShownState } from '../room-address.ts';
import { STATE_SHAPES, StateMark, useStateWord } from './state-mark.tsx';

type Area = ShownRoom['areas'][number];

/** Areas against phases: what came of the stations that are expected, and how the others stand. */
export function ResponseGrid(props: {
  readonly room: ShownRoom;
  /** The areas that are shown: all of them, or a page of a wall. */
  readonly areas: readonly Area[];
  readonly links: RoomLinks | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const due = ({ dueAt, isDue }: ShownRoom['phases'][number]) => {
    const { date, time } = toLocalTime(Date.parse(dueAt), props.room.zone);
    const words = date === props.room.day ? time : `${messages.formatDate(date, 'short')} ${time}`;
    return t(isDue ? 'situation.was-due' : 'situation.due', { time: words });
  };
  return (
    <section class="room-grid-frame" aria-label={t('situation.response')} tabindex="0">
      <table class="room-grid">
        <caption class="only-heard">{t('situation.response')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('situation.area')}</th>
            <For each={props.room.phases}>
              {(phase) => (
                <th scope="col">
                  {messages.localized(phase.name)?.text ?? phase.key} <span class="room-soft">{due(phase)}</span>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <GridRow name={t('situation.all-areas')} area={undefined} phases={props.room.phases} {...props} isAll />
          <For each={props.areas}>
            {(area) => (
              <GridRow
                name={messages.localized(area.names ?? {})?.text ?? area.label}
                area={area.key}
                phases={area.phases}
                {...props}
              />
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}

function GridRow(props: {
  readonly name: string;
  readonly area: string | undefined;
  readonly phases: readonly PhaseStations[];
  readonly room: ShownRoom;
  readonly links: RoomLinks | null;
  readonly isAll?: boolean;
}) {
  return (
    <tr classList={{ 'room-grid-all': props.isAll === true }}>
      <th scope="row">
        <bdi>{props.name}</bdi>
      </th>
      <For each={props.phases}>
        {(phase, at) => (
          <td>
            <GridCell
              phase={phase}
              name={props.name}
              query={{ day: props.room.day, phase: props.room.phases[at()]?.key, area: props.area, unit: 'station' }}
              links={props.links}
            />
          </td>
        )}
      </For>
    </tr>
  );
}

type Query = Readonly<Record<string, string | undefined>>;

function GridCell(props: {
  readonly phase: PhaseStations;
  readonly name: string;
  readonly query: Query;
  readonly links: RoomLinks | null;
}) {
  const { t, formatShare } = useMessages();
  const word = useStateWord();
  const stations = () => props.phase.stations;
  const countOf = (state: ShownState) =>
    state === 'conflicting' ? props.phase.conflicting : stations().byStatus[state];
  const others = () => SHOWN_STATES.filter((state) => state !== 'complete' && countOf(state) > 0);
  const hrefOf = (status: string) =>
    status === 'conflicting' ? '?flags=comparing' : props.links?.visits({ ...props.query, status });
  return (
    <Show when={stations().expected > 0} fallback={<span class="room-soft">{t('situation.nothing-expected')}</span>}>
      <div class="room-cell">
        <StateBar phase={props.phase} />
        <p class="room-cell-received numeral">
          <Counted href={hrefOf('received')} links={props.links} label={`${props.name}, ${t('plan.received')}`}>
            {t('situation.received-of', { received: stations().received, expected: stations().expected })}
          </Counted>{' '}
          <span class="room-soft">{formatShare(stations().received / stations().expected, 0)}</span>
        </p>
        <ul class="room-cell-others">
          <For each={others()}>
            {(state) => (
              <li title={word(state)}>
                <Counted href={hrefOf(state)} links={props.links} label={`${props.name}, ${word(state)}`}>
                  <StatusShape status={STATE_SHAPES[state]} />
                  <span class="numeral">{countOf(state)}</span>
                </Counted>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}

function Counted(props: {
  readonly href: string | undefined;
  readonly links: RoomLinks | null;
  readonly label: string;
  readonly children: JSX.Element;
}) {
  return (
    <Show
      when={props.links !== null && props.href}
      fallback={
        <>
          <span class="only-heard">{props.label}: </span>
          {props.children}
        </>
      }
    >
      {(href) => (
        <a href={href()}>
          <span class="only-heard">{props.label}: </span>
          {props.children}
        </a>
      )}
    </Show>
  );
}

/** The stations as one bar: what came, what stands otherwise, what is open. */
function StateBar(props: { readonly phase: PhaseStations }) {
  const parts = () => {
    const { byStatus, expected } = props.phase.stations;
    let from = 0;
    return SHOWN_STATES.flatMap((state) => {
      const count = state === 'conflicting' ? 0 : byStatus[state];
      const part = { state, from, width: (count / expected) * 100 };
      from += part.width;
      return count > 0 ? [part] : [];
    });
  };
  return (
    <svg class="room-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="room-bar-whole" width="100" height="8" />
      <For each={parts()}>
        {({ state, from, width }) => (
          <rect class="room-bar-part" data-status={STATE_SHAPES[state]} x={from} width={width} height="8" />
        )}
      </For>
    </svg>
  );
}

/** What the shapes mean. */
export function StateKey() {
  return (
    <ul class="room-key">
      <For each={SHOWN_STATES}>
        {(state) => (
          <li>
            <StateMark state={state} />
          </li>
        )}
      </For>
    </ul>
  );
}
