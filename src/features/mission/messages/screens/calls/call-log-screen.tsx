import { useSearchParams } from '@solidjs/router';
import { createResource, Show } from 'solid-js';
import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox, SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { CALL_OUTCOMES, type CallPage } from '../../call.ts';
import { CallTable } from './call-list.tsx';

interface Props {
  readonly missionPath: string;
  readonly teams: readonly { readonly id: string; readonly code: string }[];
  readonly canEdit: boolean;
  readonly phaseName: (key: string) => string;
  readonly hrefOfReport: (report: string) => string;
}

const FILTERS = ['team', 'outcome', 'words', 'called', 'struck'] as const;
type Filter = (typeof FILTERS)[number];

/** Every call of a mission, the newest first, as far as the filters leave them. */
export function CallLogScreen(props: Props) {
  const { t } = useMessages();
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const filter = (name: Filter) => query[name] ?? '';
  const path = () => `${props.missionPath}/calls?${askedOf(filter, query.after)}`;
  const [page, { refetch }] = createResource(path, (address) => api.get<CallPage>(address));
  const narrow = (name: Filter, value: string) =>
    setQuery({ [name]: value.trim() || null, after: null }, { scroll: false, replace: name === 'words' });
  return (
    <div class="calls-log" aria-busy={page.loading}>
      <LogFilters teams={props.teams} filter={filter} onNarrow={narrow} />
      <Show when={page.error === undefined} fallback={<ErrorState problem={page.error} onRetry={refetch} />}>
        <Show when={page.latest} fallback={<Skeleton rows={8} />}>
          {(shown) => (
            <>
              <CallTable {...props} calls={shown().calls} onChanged={() => void refetch()} />
              <Show when={query.after !== undefined || shown().next !== null}>
                <nav aria-label={t('plan.pages')}>
                  <Buttons>
                    <Show when={query.after !== undefined}>
                      <LinkButton href={pageHref(query, null)}>{t('plan.first-page')}</LinkButton>
                    </Show>
                    <Show when={shown().next}>
                      {(next) => <LinkButton href={pageHref(query, next())}>{t('plan.next-page')}</LinkButton>}
                    </Show>
                  </Buttons>
                </nav>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </div>
  );
}

function askedOf(filter: (name: Filter) => string, after: string | undefined): URLSearchParams {
  const [from, until] = dayBounds(filter('called'));
  const asked = { team: filter('team'), outcome: filter('outcome'), words: filter('words'), since: from, until, after };
  const given = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams([...given, ['struck', filter('struck') === 'without' ? 'without' : 'with']]);
}

/** The day by the clock of this computer, as moments. */
function dayBounds(day: string): readonly [string, string] {
  if (parseCalendarDate(day) === null) return ['', ''];
  const [year, month, date] = day.split('-').map(Number);
  const at = (days: number) => new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + days).toISOString();
  return [at(0), at(1)];
}

function pageHref(query: Readonly<Record<string, string | undefined>>, after: string | null): string {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || name === 'after' ? [] : [[name, value]],
  );
  return `?${new URLSearchParams([...kept, ...(after === null ? [] : [['after', after]])])}`;
}

function LogFilters(props: {
  readonly teams: Props['teams'];
  readonly filter: (name: Filter) => string;
  readonly onNarrow: (name: Filter, value: string) => void;
}) {
  const { t } = useMessages();
  const narrowDay = (text: string) => {
    if (text.trim() === '' || parseCalendarDate(text.trim()) !== null) props.onNarrow('called', text);
  };
  return (
    <search class="calls-filters" aria-label={t('calls.filters')}>
      <SearchField
        label={t('calls.search')}
        value={props.filter('words')}
        onInput={(words) => props.onNarrow('words', words)}
      />
      <TextField type="date" width="short" label={t('calls.day')} value={props.filter('called')} onInput={narrowDay} />
      <SelectField
        label={t('plan.team')}
        value={props.filter('team')}
        emptyLabel={t('plan.any')}
        choices={props.teams.map(({ id, code }) => ({ value: id, label: code }))}
        onInput={(team) => props.onNarrow('team', team)}
      />
      <SelectField
        label={t('calls.outcome')}
        value={props.filter('outcome')}
        emptyLabel={t('plan.any')}
        choices={CALL_OUTCOMES.map((one) => ({ value: one, label: t(`calls.outcome.${one}`) }))}
        onInput={(outcome) => props.onNarrow('outcome', outcome)}
      />
      <Checkbox
        label={t('calls.without-struck')}
        checked={props.filter('struck') === 'without'}
        onInput={(isWithout) => props.onNarrow('struck', isWithout ? 'without' : '')}
      />
    </search>
  );
}
