import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { Status } from '../../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { Badge, StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { FoundMark } from '../../arrivals/list/found-checks.ts';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import type { ListedReport } from '../../arrivals/list/list-replies.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { wordReason, wordSender } from '../arrival-words.ts';
import { Flags } from '../list/arrival-table.tsx';
import { stationName } from '../station-words.ts';
import { type ListWords, wordMoment, wordState } from './list-words.ts';

interface CellProps {
  readonly report: ListedReport;
}

/** What stands in a column that every report has. */
export function MetaCell(props: CellProps & { readonly column: string; readonly stations: StationNames }) {
  const messages = useMessages();
  const cells: Readonly<Record<string, () => unknown>> = {
    station: () => <StationCell report={props.report} stations={props.stations} />,
    form: () => <FormCell report={props.report} />,
    version: () => props.report.formNumber,
    device: () => <SenderCell report={props.report} />,
    state: () => <StateCell report={props.report} />,
    reason: () => props.report.reason && wordReason(messages, props.report.reason),
    flags: () => <Flags flags={props.report.flags} />,
    checks: () => <ChecksCell report={props.report} />,
    received: () => <Moment at={props.report.firstAt} />,
    changed: () => <Moment at={props.report.lastAt} />,
    versions: () => messages.formatNumber(props.report.versions),
    comments: () => (props.report.comments === 0 ? '' : messages.formatNumber(props.report.comments)),
    channel: () => props.report.channel && messages.t(`reports.channel.${props.report.channel}`),
    moved: () => (props.report.isMoved ? <MovedMark /> : ''),
  };
  return <>{cells[props.column]?.()}</>;
}

function Moment(props: { readonly at: string }) {
  const messages = useMessages();
  return <time datetime={props.at}>{formatMoment(messages, props.at)}</time>;
}

function StationCell(props: CellProps & { readonly stations: StationNames }) {
  const messages = useMessages();
  const name = () => props.report.station && stationName(messages, props.stations, props.report.station);
  return (
    <>
      <bdi class="numeral">{props.report.station ?? ''}</bdi>
      <Show when={name()}>
        {(words) => (
          <>
            {' '}
            <bdi class="list-station" title={words()}>
              {words()}
            </bdi>
          </>
        )}
      </Show>
      <Show when={props.report.isMoved}>
        {' '}
        <MovedMark />
      </Show>
    </>
  );
}

function MovedMark() {
  const { t } = useMessages();
  return (
    <span title={t('reportList.moved-hint')}>
      <Badge>{t('reportList.moved')}</Badge>
    </span>
  );
}

function FormCell(props: CellProps) {
  const messages = useMessages();
  const title = () => titleIn(messages, { title: props.report.formTitle, titles: props.report.formTitles });
  return (
    <>
      <bdi>{title() ?? props.report.formName ?? ''}</bdi>
      <Show when={props.report.formNumber}>
        {(number) => (
          <>
            {' '}
            <span class="arrival-small numeral">{number()}</span>
          </>
        )}
      </Show>
    </>
  );
}

function SenderCell(props: CellProps) {
  const messages = useMessages();
  const sender = () => wordSender(messages, { ...props.report, channel: props.report.channel ?? 'odk' });
  return <bdi title={sender().whyNone ?? undefined}>{sender().name ?? ''}</bdi>;
}

const STATUS = { read: 'met', held: 'late', void: 'withheld', erased: 'not-applicable' } as const;

function StateCell(props: CellProps) {
  const messages = useMessages();
  const words = () =>
    props.report.state === 'held' && props.report.reason !== null
      ? wordReason(messages, props.report.reason)
      : wordState(messages, props.report.state);
  return <StatusMark status={STATUS[props.report.state]}>{words()}</StatusMark>;
}

/** The gravest that is open, by shape and word; how many checks say so, where they are several. */
function ChecksCell(props: CellProps) {
  const { t } = useMessages();
  return (
    <Show when={props.report.checks}>
      {(found) => (
        <StatusMark status={FOUND[kindOf(found())]}>
          {t(`reportList.mark.${kindOf(found())}`, { count: found().count })}
        </StatusMark>
      )}
    </Show>
  );
}

const FOUND = {
  error: 'missed',
  warning: 'to-verify',
  note: 'pending',
  missing: 'gap',
  verified: 'met',
} as const satisfies Record<string, Status>;

function kindOf({ state, severity }: FoundMark): keyof typeof FOUND {
  return state === 'flagged' ? severity : state;
}

/** What a report answers; answers of copies of a repeat one after the other. */
export function AnswerCell(props: CellProps & { readonly column: ListColumn; readonly words: ListWords }) {
  const messages = useMessages();
  const wordOf = (value: string): string => {
    const { kind } = props.column;
    if (kind === 'choices')
      return value
        .split(' ')
        .map((one) => props.words.valueName(props.column, one))
        .join(', ');
    if (kind === 'moment') return wordMoment(messages, value);
    if (kind === 'place') return wordPlace(value, (count) => messages.t('reportList.points', { count }));
    return props.words.valueName(props.column, value);
  };
  const text = () => (props.report.answers[props.column.id] ?? []).map(wordOf).join(' · ');
  return (
    <Show when={text()}>
      <Show when={props.column.kind === 'file'}>
        <svg
          class="list-photo"
          viewBox="0 0 16 16"
          width="14"
          height="14"
          role="img"
          aria-label={messages.t('reportList.photo')}
        >
          <path d="M1.5 4.5h3l1-2h5l1 2h3v9h-13Z" />
          <circle cx="8" cy="8.7" r="2.6" />
        </svg>{' '}
      </Show>
      <bdi dir="auto" title={text()}>
        {text()}
      </bdi>
    </Show>
  );
}

/** `40.40930 49.86710 0 5` → `40.40930, 49.86710`; of a line or an area, how many points it has. */
function wordPlace(value: string, wordPoints: (count: number) => string): string {
  const points = value.split(';').filter((point) => point.trim() !== '');
  if (points.length > 1) return wordPoints(points.length);
  return value.trim().split(/\s+/).slice(0, 2).join(', ');
}
