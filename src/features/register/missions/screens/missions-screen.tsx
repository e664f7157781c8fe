import { useSearchParams } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { arrangeClaims } from '../../claims/claim-set.ts';
import { findContradictions } from '../../claims/contradictions.ts';
import { type ComparedMission, compareMissions, type MissionRecords } from '../answers.ts';
import { compareAssessments } from '../comparison.ts';
import { AnswerList, type Marked } from './answer-list.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { ContrastView, isDisputed } from './contrast-view.tsx';
import { SizeCharts } from './size-charts.tsx';
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
  const disputes = createMemo(() => compareAssessments(props.file.assessment).filter(isDisputed));
  const conflicting = createMemo(() => conflictingClaims(props.file));
  return (
    <Show when={rows().length > 0} fallback={<EmptyState title={t('missions.empty')} />}>
      <div class="missions">
        <Show when={disputes().length > 0}>
          <section class="missions-part">
            <h2>{t('missions.contrary')}</h2>
            <p class="missions-soft">{t('missions.contrary.lead')}</p>
            <For each={disputes()}>
              {(comparison) => <ContrastView comparison={comparison} missions={props.file.mission} />}
            </For>
          </section>
        </Show>
        <NotInvited rows={rows()} conflicting={conflicting()} />
        <section class="missions-part">
          <h2>{t('missions.compared')}</h2>
          <p class="missions-soft">{t('missions.compared.lead')}</p>
          <Filters rows={rows()} shown={shown().length} />
          <SizeCharts rows={shown()} conflicting={conflicting()} />
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
