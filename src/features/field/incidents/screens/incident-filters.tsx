import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../platform/ui/parts/fields/search-field.tsx';
import { DANGERS, PRIORITIES, STATUSES, VERACITIES } from '../incident.ts';
import type { IncidentSettings } from '../incident-replies.ts';
import type { IncidentQuery, View } from './incident-address.ts';
import { categoryChoices } from './incident-words.ts';

/** What narrows incidents down; all of it stands in the address. */
export function IncidentFilters(props: {
  readonly settings: IncidentSettings;
  readonly view: View;
  readonly filter: IncidentQuery;
  readonly onNarrow: (part: Readonly<Record<string, string | null>>) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const select = (name: string, label: string, choices: readonly { value: string; label: string }[]) => (
    <SelectField
      label={label}
      value={props.filter[name] ?? ''}
      emptyLabel={t('incidents.any')}
      choices={[...choices]}
      onInput={(value) => props.onNarrow({ [name]: value || null })}
    />
  );
  return (
    <search class="incident-filters" aria-label={t('incidents.filters')}>
      <SearchField
        label={t('incidents.search')}
        value={props.filter.search ?? ''}
        onInput={(value) => props.onNarrow({ search: value.trim() || null })}
      />
      {props.view !== 'board' &&
        select('status', t('incidents.status'), [
          { value: 'open', label: t('incidents.open') },
          ...STATUSES.map((one) => ({ value: one, label: t(`incidents.status.${one}`) })),
        ])}
      {select(
        'danger',
        t('incidents.danger'),
        DANGERS.map((one) => ({ value: one, label: t(`incidents.danger.${one}`) })),
      )}
      {select('category', t('incidents.category'), categoryChoices(messages, props.settings.categories, true))}
      {select('assignee', t('incidents.assignee'), [
        { value: 'none', label: t('incidents.nobody') },
        ...props.settings.assignees.map(({ id, name }) => ({ value: id, label: name })),
      ])}
      {select(
        'priority',
        t('incidents.priority'),
        PRIORITIES.map((one) => ({ value: one, label: t(`incidents.priority.${one}`) })),
      )}
      {select(
        'veracity',
        t('incidents.veracity'),
        VERACITIES.map((one) => ({ value: one, label: t(`incidents.veracity.${one}`) })),
      )}
      {select('due', t('incidents.due'), [{ value: 'over', label: t('incidents.overdue') }])}
      {select('merged', t('incidents.duplicates'), [
        { value: 'also', label: t('incidents.merged.also') },
        { value: 'only', label: t('incidents.merged.only') },
      ])}
      {props.view === 'list' &&
        select(
          'sort',
          t('incidents.sort'),
          (['oldest', 'due'] as const).map((one) => ({ value: one, label: t(`incidents.sort.${one}`) })),
        )}
    </search>
  );
}
