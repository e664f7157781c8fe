import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { VisitStatus } from '../../response.ts';
import type { ResponseBoard, ShownResponse } from '../../visit-replies.ts';
import type { PlanQuery } from '../plan-address.ts';
import { SHOWN_STATUSES, VisitMarkWord } from '../status-mark.tsx';
import { CountLink, ReceivedOf } from './count-link.tsx';

type BoardPhase = ResponseBoard['phases'][number];

/** Each phase of the day beside the others, and all of them together where there are several. */
export function PhaseCards(props: {
  readonly board: ResponseBoard;
  readonly zone: string;
  /** The one that the sums of the board are of; nothing: all. */
  readonly phase: string | undefined;
}) {
  const messages = useMessages();
  const { t } = messages;
  const nameOf = (phase: BoardPhase) => messages.localized(phase.name)?.text ?? phase.key;
  const dueIn = ({ dueAt }: BoardPhase) => {
    const time = messages.formatInstant(Date.parse(dueAt), { timezone: props.zone });
    return t(dueAt <= props.board.at ? 'plan.was-due' : 'plan.due', { time });
  };
  return (
    <ul class="plan-phases">
      <For each={props.board.phases}>
        {(phase) => (
          <PhaseCard
            name={nameOf(phase)}
            due={dueIn(phase)}
            visits={phase.visits}
            stations={phase.stations}
            query={{ day: props.board.day, phase: phase.key }}
          />
        )}
      </For>
      <Show when={props.phase === undefined && props.board.phases.length > 1}>
        <PhaseCard name={t('plan.all-phases')} due="" {...props.board.total} query={{ day: props.board.day }} />
      </Show>
    </ul>
  );
}

function PhaseCard(props: {
  readonly name: string;
  readonly due: string;
  readonly visits: ShownResponse;
  readonly stations: ShownResponse;
  readonly query: PlanQuery;
}) {
  const { t } = useMessages();
  const units = () =>
    [
      { unit: 'visit', response: props.visits, query: props.query },
      { unit: 'station', response: props.stations, query: { ...props.query, unit: 'station' } },
    ] as const;
  const labelOf = (unit: 'visit' | 'station', status?: VisitStatus) =>
    [props.name, status && t(`plan.status.${status}`), t(`plan.unit.${unit}`)].filter(Boolean).join(', ');
  return (
    <li class="plan-phase">
      <h2>{props.name}</h2>
      <p class="plan-due">{props.due}</p>
      <table class="plan-counts">
        <caption class="only-heard">{props.name}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('plan.unit.visit')}</th>
            <th scope="col">{t('plan.unit.station')}</th>
          </tr>
        </thead>
        <tbody>
          <tr class="plan-response">
            <th scope="row">{t('plan.received')}</th>
            <For each={units()}>
              {({ unit, response, query }) => (
                <td>
                  <ReceivedOf response={response} label={labelOf(unit)} query={query} />
                </td>
              )}
            </For>
          </tr>
          <For each={SHOWN_STATUSES}>
            {(status) => (
              <tr>
                <th scope="row">
                  <VisitMarkWord status={status} />
                </th>
                <For each={units()}>
                  {({ unit, response, query }) => (
                    <td>
                      <CountLink
                        count={response.byStatus[status]}
                        label={labelOf(unit, status)}
                        query={{ ...query, status }}
                      />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </li>
  );
}
