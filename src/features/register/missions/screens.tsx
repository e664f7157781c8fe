import { useSearchParams } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { parseCalendarDate } from '../../../kernel/calendar-date.ts';
import { useMessages } from '../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../platform/i18n/local-text.tsx';
import type { Messages } from '../../../platform/i18n/messages.ts';
import { SelectField } from '../../../platform/ui/parts/fields/choice-field.tsx';
import { RecordLink } from '../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../platform/ui/parts/links/source-marks.tsx';
import { Badge, StatusMark } from '../../../platform/ui/parts/marks/status-mark.tsx';
import { EmptyState } from '../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../platform/ui/parts/table/table.tsx';
import type { Claim } from '../claims/claim.ts';
import { arrangeClaims } from '../claims/claim-set.ts';
import { findContradictions } from '../claims/contradictions.ts';
import {
  type Answers,
  type ComparedMission,
  compareMissions,
  type Contrast,
  findContrasts,
  type MissionRecords,
} from './compare.ts';
import type { Assessment, Mission } from './mission.ts';
import './missions.css';

const KINDS = ['international', 'parliamentary', 'bilateral', 'citizen', 'not-invited'] as const;
const DIRECTIONS = ['positive', 'mixed', 'negative', 'none'] as const;

/** Who observed, with how many, by which measure and to which end; contrary assessments stand side by side. */
export function MissionsScreen(props: { readonly file: MissionRecords }) {
  const { t } = useMessages();
  const [query] = useSearchParams();
  const rows = createMemo(() => compareMissions(props.file));
  const shown = () =>
    rows().filter(
      ({ mission, direction }) =>
        (!query.kind || mission.kind === query.kind) && (!query.direction || direction === query.direction),
    );
  const contrasts = createMemo(() => findContrasts(props.file.assessment));
  const conflicting = createMemo(() => conflictingClaims(props.file));
  return (
    <Show when={rows().length > 0} fallback={<EmptyState title={t('missions.empty')} />}>
      <div class="missions">
        <Show when={contrasts().length > 0}>
          <section class="missions-part">
            <h2>{t('missions.contrary')}</h2>
            <p class="missions-soft">{t('missions.contrary.lead')}</p>
            <For each={contrasts()}>
              {(contrast) => <ContrastView contrast={contrast} missions={props.file.mission} />}
            </For>
          </section>
        </Show>
        <NotInvited rows={rows()} conflicting={conflicting()} />
        <section class="missions-part">
          <h2>{t('missions.compared')}</h2>
          <p class="missions-soft">{t('missions.compared.lead')}</p>
          <Filters rows={rows()} shown={shown().length} />
          <ComparisonTable rows={shown()} conflicting={conflicting()} />
        </section>
        <Others rows={shown()} conflicting={conflicting()} />
      </div>
    </Show>
  );
}

/** Keys of the claims about missions that contradict each other. */
function conflictingClaims(file: MissionRecords): ReadonlySet<string> {
  const claims = file.claim.filter(({ mission }) => mission !== null);
  const subjects = new Set(claims.map(({ subject }) => subject));
  const set = arrangeClaims(
    file.subject.filter(({ key }) => subjects.has(key)),
    claims,
  );
  return new Set(findContradictions(set).flatMap((found) => found.claims.map(({ key }) => key)));
}

function Filters(props: { readonly rows: readonly ComparedMission[]; readonly shown: number }) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams();
  const choose = (name: 'kind' | 'direction') => (value: string) =>
    setQuery({ [name]: value === '' ? null : value }, { replace: true, scroll: false });
  const kinds = () => KINDS.filter((kind) => props.rows.some(({ mission }) => mission.kind === kind));
  const directions = () => DIRECTIONS.filter((name) => props.rows.some(({ direction }) => direction === name));
  return (
    <div class="missions-filters">
      <SelectField
        label={t('missions.filter.kind')}
        value={String(query.kind ?? '')}
        onInput={choose('kind')}
        emptyLabel={t('missions.filter.all')}
        choices={kinds().map((value) => ({ value, label: t(`fields.choice.kind.${value}`) }))}
      />
      <SelectField
        label={t('missions.filter.direction')}
        value={String(query.direction ?? '')}
        onInput={choose('direction')}
        emptyLabel={t('missions.filter.all')}
        choices={directions().map((value) => ({ value, label: t(`fields.choice.direction.${value}`) }))}
      />
      <p class="missions-soft" role="status">
        {t('missions.shown', { shown: props.shown, total: props.rows.length })}
      </p>
    </div>
  );
}

/** One thing that was judged in different ways: a column for each way, none before the others but by alphabet of ours. */
function ContrastView(props: { readonly contrast: Contrast; readonly missions: readonly Mission[] }) {
  const { t } = useMessages();
  return (
    <div class="missions-contrast">
      <h3>{t(`fields.choice.subject.${props.contrast.subject}`)}</h3>
      <div class="missions-sides">
        <For each={props.contrast.sides}>
          {(side) => (
            <section class="missions-side">
              <h4>
                {t(`fields.choice.direction.${side.direction}`)}{' '}
                <span class="missions-soft numeral">{side.assessments.length}</span>
              </h4>
              <ul>
                <For each={side.assessments}>
                  {(assessment) => (
                    <AssessmentView
                      assessment={assessment}
                      mission={props.missions.find(({ key }) => key === assessment.mission)}
                    />
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </div>
    </div>
  );
}

function AssessmentView(props: { readonly assessment: Assessment; readonly mission: Mission | undefined }) {
  const { t, formatWhen, formatNumber } = useMessages();
  return (
    <li class="missions-assessment">
      <p>
        <RecordLink kind="mission" key={props.assessment.mission}>
          <LocalText text={props.mission?.name ?? {}} fallback={props.assessment.mission} />
        </RecordLink>
      </p>
      <p>
        <RecordLink kind="assessment" key={props.assessment.key} class="missions-finding">
          <LocalText text={props.assessment.finding} fallback={t('missions.no-words')} />
        </RecordLink>
      </p>
      <p class="missions-soft">
        <Show when={props.assessment.date}>{(date) => <span>{formatWhen(date())} · </span>}</Show>
        <Show when={props.assessment.stations !== null}>
          <span class="numeral">
            {t('missions.rests-on', { stations: formatNumber(props.assessment.stations ?? 0) })} ·{' '}
          </span>
        </Show>
        <SourceMarks sources={props.assessment.sources} />
      </p>
    </li>
  );
}

interface Marked {
  readonly rows: readonly ComparedMission[];
  readonly conflicting: ReadonlySet<string>;
}

/** Said in a sentence: who was not invited, and what is known about it. */
function NotInvited(props: Marked) {
  const messages = useMessages();
  const rows = () => props.rows.filter(({ mission }) => mission.kind === 'not-invited');
  return (
    <Show when={rows().length > 0}>
      <section class="missions-part">
        <h2>{messages.t('missions.not-invited')}</h2>
        <For each={rows()}>
          {(row) => (
            <div class="missions-uninvited">
              <p>
                <RecordLink kind="mission" key={row.mission.key}>
                  <LocalText text={row.mission.name} fallback={row.mission.key} />
                </RecordLink>{' '}
                {messages.t('missions.was-not-invited')} <SourceMarks sources={row.mission.sources} />
              </p>
              <AnswerList answers={row.others} conflicting={props.conflicting} />
            </div>
          )}
        </For>
      </section>
    </Show>
  );
}

function ComparisonTable(props: Marked) {
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
      cell: ({ sizes }) => <AnswersCell answers={sizes} main="mission.size" conflicting={props.conflicting} />,
      sortBy: ({ sizes }) => largest(sizes, 'mission.size'),
    },
    {
      id: 'stations',
      title: t('missions.column.stations'),
      cell: ({ stations }) => <AnswersCell answers={stations} main="mission.stations" conflicting={props.conflicting} />,
      sortBy: ({ stations }) => largest(stations, 'mission.stations'),
    },
    {
      id: 'days',
      title: t('missions.column.days'),
      cell: (row) => <Days row={row} />,
      sortBy: ({ daysBefore }) => daysBefore,
    },
    {
      id: 'frame',
      title: t('missions.column.frame'),
      cell: ({ mission }) => <TextOrNotKnown text={mission.reference_frame} />,
    },
    { id: 'method', title: t('missions.column.method'), cell: ({ mission }) => <TextOrNotKnown text={mission.method} /> },
  ];
  return (
    <div class="missions-table">
      <Table
        caption={t('missions.compared')}
        isCaptionHidden
        columns={columns()}
        rows={props.rows}
        sortParameter="sort"
        empty={<EmptyState title={t('missions.empty.filter')} />}
      />
    </div>
  );
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
          <p>{t('missions.days.from', { date: formatWhen(start()) })}</p>
          <Show when={props.row.mission.end}>
            {(end) => <p>{t('missions.days.until', { date: formatWhen(end()) })}</p>}
          </Show>
          <p class="missions-soft">
            <Show
              when={props.row.days}
              fallback={
                <Show when={props.row.daysBefore !== null}>
                  {t('missions.days.before', { count: props.row.daysBefore ?? 0 })}
                </Show>
              }
            >
              {(days) => t('missions.days.count', { count: days() })}
            </Show>
          </p>
        </div>
      )}
    </Show>
  );
}

function TextOrNotKnown(props: { readonly text: Mission['method'] }) {
  return (
    <Show when={Object.keys(props.text).length > 0} fallback={<NotKnown />}>
      <LocalText text={props.text} />
    </Show>
  );
}

function NotKnown() {
  const { t } = useMessages();
  return <span class="missions-unknown">{t('missions.not-in-sources')}</span>;
}

/** The answers to the main question first and without its words, those to the others with theirs. */
function AnswersCell(props: {
  readonly answers: readonly Answers[];
  readonly main: string;
  readonly conflicting: ReadonlySet<string>;
}) {
  const main = () => props.answers.filter(({ subject }) => subject.key === props.main);
  const others = () => props.answers.filter(({ subject }) => subject.key !== props.main);
  return (
    <Show when={props.answers.length > 0} fallback={<NotKnown />}>
      <div class="missions-answers">
        <For each={main().flatMap(({ claims }) => claims)}>
          {(claim) => (
            <p>
              <ClaimView claim={claim} isConflicting={props.conflicting.has(claim.key)} />
            </p>
          )}
        </For>
        <AnswerList answers={others()} conflicting={props.conflicting} />
      </div>
    </Show>
  );
}

/** Questions and what is claimed in answer, each with its own sources. */
function AnswerList(props: { readonly answers: readonly Answers[]; readonly conflicting: ReadonlySet<string> }) {
  return (
    <Show when={props.answers.length > 0}>
      <dl class="missions-facts">
        <For each={props.answers}>
          {(answer) => (
            <div>
              <dt>
                <LocalText text={answer.subject.title} fallback={answer.subject.key} />
              </dt>
              <For each={answer.claims}>
                {(claim) => (
                  <dd>
                    <ClaimView claim={claim} isConflicting={props.conflicting.has(claim.key)} />
                  </dd>
                )}
              </For>
            </div>
          )}
        </For>
      </dl>
    </Show>
  );
}

/** A figure with what it counts, when, by whom and where that is said. */
function ClaimView(props: { readonly claim: Claim; readonly isConflicting: boolean }): JSX.Element {
  const messages = useMessages();
  const details = () => {
    const { of, as_of, stated_by } = props.claim;
    const day = as_of === null ? null : messages.formatWhen(as_of, 'short');
    return [of, day, stated_by].filter((part) => part !== null).join(' · ');
  };
  return (
    <>
      <RecordLink kind="claim" key={props.claim.key} class="missions-value numeral">
        <Show when={props.claim.value !== null} fallback={<StatusMark status="gap" />}>
          <bdi>{valueWords(messages, props.claim)}</bdi>
        </Show>
      </RecordLink>{' '}
      <Show when={props.isConflicting}>
        <StatusMark status="conflicting" isBrief />{' '}
      </Show>
      <Show when={details() !== ''}>
        <span class="missions-soft">{details()}</span>{' '}
      </Show>
      <SourceMarks sources={props.claim.sources} />
    </>
  );
}

function valueWords(messages: Messages, claim: Claim): string {
  const value = claim.value ?? '';
  const date = claim.unit === 'date' ? parseCalendarDate(value) : null;
  const plain = claim.unit === 'count' ? messages.formatNumber(value) : value;
  const words = claim.unit === 'percent' ? messages.formatPercent(value) : plain;
  if (date !== null) return messages.formatDate(date);
  return claim.bound === null ? words : `${messages.t(`fields.choice.bound.${claim.bound}`).toLowerCase()} ${words}`;
}

/** What is claimed of missions besides their size and their stations: who led them, when they reported. */
function Others(props: Marked) {
  const { t } = useMessages();
  const rows = () => props.rows.filter(({ mission, others }) => others.length > 0 && mission.kind !== 'not-invited');
  return (
    <Show when={rows().length > 0}>
      <section class="missions-part">
        <h2>{t('missions.others')}</h2>
        <For each={rows()}>
          {(row) => (
            <section class="missions-other">
              <h3>
                <LocalText text={row.mission.name} fallback={row.mission.key} />
              </h3>
              <AnswerList answers={row.others} conflicting={props.conflicting} />
            </section>
          )}
        </For>
      </section>
    </Show>
  );
}
