import { useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { type Claim, type Subject, subjectKind } from '../claim.ts';
import { parseFormula } from '../formula.ts';
import { ClaimLine } from './claim-line.tsx';
import {
  type ClaimFilter,
  type ClaimsFile,
  type ClaimsPicture,
  countShown,
  narrowClaims,
  pictureClaims,
  type SectionView,
  SHOWN,
  type Shown,
  type SubjectView,
} from './claims-view.ts';
import { ContradictionView } from './contradiction-view.tsx';
import { FormulaWords, LoneFigure } from './formula-words.tsx';
import './claims.css';

/**
 * What is claimed, by whom and on what: by section and subject, contradictions side by side, computed figures beside
 * the claimed ones. The address keeps what is shown: `show`, `section`, `q`.
 */
export function ClaimsScreen(props: { readonly file: ClaimsFile }) {
  const { t } = useMessages();
  const [query] = useSearchParams();
  const picture = createMemo(() => pictureClaims(props.file));
  const filter = createMemo<ClaimFilter>(() => ({
    shown: SHOWN.find((shown) => shown === query.show) ?? 'all',
    section: String(query.section ?? ''),
    text: String(query.q ?? ''),
  }));
  const sections = createMemo(() => narrowClaims(picture(), filter()));
  return (
    <Show when={props.file.claim.length > 0} fallback={<EmptyState title={t('claims.empty')} />}>
      <div class="claims">
        <Filters picture={picture()} filter={filter()} />
        <Show when={sections().length > 0} fallback={<EmptyState title={t('claims.empty.filter')} />}>
          <For each={sections()}>{(section) => <SectionPart section={section} picture={picture()} />}</For>
        </Show>
      </div>
    </Show>
  );
}

function Filters(props: { readonly picture: ClaimsPicture; readonly filter: ClaimFilter }) {
  const { t, formatNumber } = useMessages();
  const [query, setQuery] = useSearchParams();
  const set = (name: 'section' | 'q') => (value: string) =>
    setQuery({ [name]: value === '' ? null : value }, { replace: true, scroll: false });
  const counts = createMemo(() => countShown(props.picture, props.filter));
  const tabs = () =>
    SHOWN.map((shown) => ({
      href: hrefOf(query, shown),
      label: t(`claims.show.${shown}`),
      isCurrent: shown === props.filter.shown,
      count: formatNumber(counts()[shown]),
    }));
  const sections = () =>
    subjectKind.fields.section.choices.filter((section) =>
      props.picture.set.subjects.some((subject) => subject.section === section),
    ) as Subject['section'][];
  return (
    <div class="claims-filters">
      <Tabs label={t('claims.show')} tabs={tabs()} />
      <div class="claims-narrow">
        <SearchField label={t('claims.search')} value={props.filter.text} onInput={set('q')} />
        <SelectField
          label={t('claims.section')}
          value={props.filter.section}
          onInput={set('section')}
          emptyLabel={t('claims.section.all')}
          choices={sections().map((value) => ({ value, label: t(`fields.choice.section.${value}`) }))}
        />
        <p class="claims-soft" role="status">
          {t('claims.shown', { shown: counts()[props.filter.shown], total: props.picture.set.claims.length })}
        </p>
      </div>
    </div>
  );
}

/** The present address with another choice of what is shown; the side panel stays as it is. */
function hrefOf(query: Readonly<Record<string, string | string[] | undefined>>, shown: Shown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name !== 'show' && typeof value === 'string') search.set(name, value);
  }
  if (shown !== 'all') search.set('show', shown);
  return `?${search}`;
}

function SectionPart(props: { readonly section: SectionView; readonly picture: ClaimsPicture }) {
  const { t } = useMessages();
  return (
    <section class="claims-section">
      <h2>{t(`fields.choice.section.${props.section.section}`)}</h2>
      <For each={props.section.subjects}>{(view) => <SubjectPart view={view} picture={props.picture} />}</For>
    </section>
  );
}

const FIRST_LINES = 60;

/** The answers that agree; of very many the first ones, until the reader asks for all. */
function ClaimLines(props: { readonly claims: readonly Claim[]; readonly picture: ClaimsPicture }) {
  const { t } = useMessages();
  const [isWhole, setWhole] = createSignal(false);
  const shown = () => (isWhole() ? props.claims : props.claims.slice(0, FIRST_LINES));
  return (
    <Show when={props.claims.length > 0}>
      <ul class="claims-lines">
        <For each={shown()}>{(claim) => <ClaimLine claim={claim} picture={props.picture} />}</For>
      </ul>
      <Show when={shown().length < props.claims.length}>
        <div>
          <Button onClick={() => setWhole(true)}>
            {t('claims.more', { count: props.claims.length - shown().length })}
          </Button>
        </div>
      </Show>
    </Show>
  );
}

/** One question with all answers to it. */
function SubjectPart(props: { readonly view: SubjectView; readonly picture: ClaimsPicture }) {
  const { t } = useMessages();
  const formula = () => {
    const parsed = props.view.subject.formula === null ? null : parseFormula(props.view.subject.formula);
    return parsed?.ok ? parsed.value : null;
  };
  return (
    <section class="claims-subject">
      <div class="claims-question">
        <h3>
          <RecordLink kind="subject" key={props.view.subject.key}>
            <LocalText text={props.view.subject.title} fallback={props.view.subject.key} />
          </RecordLink>
        </h3>
        <Show when={formula()}>
          {(found) => (
            <p class="claims-soft">
              {t('claims.formula.is')} <FormulaWords formula={found()} picture={props.picture} />
            </p>
          )}
        </Show>
      </div>
      <div class="claims-answers">
        <For each={props.view.contradictions}>
          {(found) => <ContradictionView found={found} picture={props.picture} />}
        </For>
        <ClaimLines claims={props.view.claims} picture={props.picture} />
        <For each={props.view.figures}>{(figure) => <LoneFigure figure={figure} picture={props.picture} />}</For>
      </div>
    </section>
  );
}
