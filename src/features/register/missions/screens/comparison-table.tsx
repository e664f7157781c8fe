import { Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { Badge, StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { Answers, ComparedMission } from '../answers.ts';
import type { DayCount } from '../comparison.ts';
import type { Mission } from '../mission.ts';
import { AnswersCell, type Marked, NotKnown } from './answer-list.tsx';

/** The missions side by side, one a row. */
export function ComparisonTable(props: Marked) {
  const messages = useMessages();
  const { t } = messages;
  const columns = (): Column<ComparedMission>[] => [
    {
      id: 'mission',
      title: t('missions.column.mission'),
      cell: ({ mission }) => <MissionName mission={mission} />,
      sortBy: ({ mission }) => messages.localized(mission.name)?.text ?? mission.key,
    },
    {
      id: 'direction',
      title: t('missions.column.direction'),
      cell: ({ direction }) => (direction === null ? <NotKnown /> : t(`fields.choice.direction.${direction}`)),
      sortBy: ({ direction }) => direction,
    },
    {
      id: 'size',
      title: t('missions.column.size'),
      width: 'wide',
      cell: ({ sizes }) => <AnswersCell answers={sizes} main="mission.size" conflicting={props.conflicting} />,
      sortBy: ({ sizes }) => largest(sizes, 'mission.size'),
    },
    {
      id: 'stations',
      title: t('missions.column.stations'),
      cell: ({ stations }) => (
        <AnswersCell answers={stations} main="mission.stations" conflicting={props.conflicting} />
      ),
      sortBy: ({ stations }) => largest(stations, 'mission.stations'),
    },
    {
      id: 'days',
      title: t('missions.column.days'),
      cell: (row) => <Days row={row} />,
      sortBy: ({ presence }) => presence?.untilElection?.least ?? null,
    },
    {
      id: 'frame',
      title: t('missions.column.frame'),
      cell: ({ mission }) => <TextOrNotKnown text={mission.reference_frame} />,
    },
    {
      id: 'method',
      title: t('missions.column.method'),
      cell: ({ mission }) => <TextOrNotKnown text={mission.method} />,
    },
  ];
  return (
    <div class="missions-table">
      <Show when={props.rows.length > 0 && !isToldOf(props.rows, 'method')}>
        <p class="missions-soft">{t('missions.no-method')}</p>
      </Show>
      <Table
        caption={t('missions.compared')}
        isCaptionHidden
        columns={columns().filter(({ id }) => isToldOf(props.rows, id))}
        rows={props.rows}
        sortParameter="sort"
        empty={<EmptyState title={t('missions.empty.filter')} />}
      />
    </div>
  );
}

/** Whether the column says anything: how missions observed is often not told of a single one. */
function isToldOf(rows: readonly ComparedMission[], column: string): boolean {
  return column !== 'method' || rows.some(({ mission }) => Object.keys(mission.method).length > 0);
}

/** The largest figure that is claimed; null where there is none, so that it sorts last. */
function largest(answers: readonly Answers[], key: string): number | null {
  const claims = answers.filter(({ subject }) => subject.key === key).flatMap((answer) => answer.claims);
  const values = claims.flatMap(({ value, unit }) => (value === null || unit !== 'count' ? [] : [Number(value)]));
  return values.length === 0 ? null : Math.max(...values);
}

function MissionName(props: { readonly mission: Mission }) {
  const { t } = useMessages();
  const open = () => OPEN_BASES.find((basis) => basis === props.mission.basis);
  return (
    <div class="missions-name">
      <RecordLink kind="mission" key={props.mission.key}>
        <LocalText text={props.mission.name} fallback={props.mission.key} />
      </RecordLink>
      <p class="missions-soft">
        <Badge>{t(`fields.choice.kind.${props.mission.kind}`)}</Badge>{' '}
        <Show when={props.mission.term}>{(term) => <Badge>{t(`fields.choice.term.${term()}`)}</Badge>}</Show>{' '}
        <Show when={props.mission.registered === 'no'}>
          <Badge>{t('missions.unregistered')}</Badge>{' '}
        </Show>
        <Show when={open()}>{(basis) => <StatusMark status={basis()} />}</Show>
      </p>
      <Show when={props.mission.heads}>{(heads) => <p class="missions-soft">{heads()}</p>}</Show>
      <SourceMarks sources={props.mission.sources} />
    </div>
  );
}

const OPEN_BASES = ['gap', 'memory', 'to-verify'] as const;

function Days(props: { readonly row: ComparedMission }) {
  const { t, formatWhen } = useMessages();
  return (
    <Show when={props.row.mission.start} fallback={<NotKnown />}>
      {(start) => (
        <div class="missions-days">
          <p>{t('missions.days.from', { date: formatWhen(start(), 'short') })}</p>
          <Show when={props.row.mission.end}>
            {(end) => <p>{t('missions.days.until', { date: formatWhen(end(), 'short') })}</p>}
          </Show>
          <Show when={props.row.presence?.untilElection}>
            {(count) => (
              <p class="missions-soft">
                {t('missions.days.to-election')} <DayCountWords count={count()} />
              </p>
            )}
          </Show>
          <Show when={props.row.presence?.inAll}>
            {(count) => (
              <p class="missions-soft">
                {t('missions.days.in-all')} <DayCountWords count={count()} />
              </p>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}

function DayCountWords(props: { readonly count: DayCount }) {
  const { t } = useMessages();
  const words = () => {
    const { least, most } = props.count;
    if (least === null) return t('missions.days.at-most', { count: most ?? 0 });
    if (most === null) return t('missions.days.at-least', { count: least });
    return least === most
      ? t('missions.days.count', { count: least })
      : t('missions.days.range', { least, count: most });
  };
  return <>{words()}</>;
}

function TextOrNotKnown(props: { readonly text: Mission['method'] }) {
  return (
    <Show when={Object.keys(props.text).length > 0} fallback={<NotKnown />}>
      <LocalText text={props.text} />
    </Show>
  );
}
