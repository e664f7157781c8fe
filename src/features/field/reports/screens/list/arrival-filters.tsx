import { createResource, createUniqueId, For, type JSX } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { api } from '../../../../../platform/ui/api.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import type { ListedForm } from '../../../forms/form-replies.ts';
import { wordReason } from '../arrival-words.ts';
import type { ArrivalSearch } from './live-arrivals.ts';

interface Named {
  readonly value: string;
  readonly label: string;
}

/** Controls that narrow the list down; what they say becomes part of the address. */
export function ArrivalFilters(props: {
  readonly mission: string;
  readonly search: ArrivalSearch;
  /** Reasons for which something is held now. */
  readonly reasons: readonly string[];
  readonly onChange: (search: ArrivalSearch) => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const path = () => `/api/missions/${encodeURIComponent(props.mission)}`;
  const [forms] = createResource(() => loadForms(messages, path()));
  const [devices] = createResource(() => loadDevices(path()));
  const shows = () => [
    { value: 'held', label: t('reports.show.held') },
    ...reasonsOf(props).map((reason) => ({ value: `held ${reason}`, label: `– ${wordReason(messages, reason)}` })),
    { value: 'flagged', label: t('reports.show.flagged') },
  ];
  const shown = () => [props.search.show, props.search.reason].filter(Boolean).join(' ');
  const change = (part: ArrivalSearch) => props.onChange({ ...props.search, ...part });
  const show = (value: string) => {
    const [kind, reason] = value.split(' ');
    change({ show: kind || undefined, reason });
  };
  return (
    <search class="arrival-filters" aria-label={t('reports.filter')}>
      <Choice label={t('reports.show')} value={shown()} choices={shows()} onInput={show} />
      <Choice
        label={t('reports.form')}
        value={props.search.form ?? ''}
        choices={forms.latest ?? []}
        onInput={(form) => change({ form: form || undefined })}
      />
      <Choice
        label={t('reports.device')}
        value={props.search.device ?? ''}
        choices={devices.latest ?? []}
        onInput={(device) => change({ device: device || undefined })}
      />
      <SearchField
        label={t('reports.search')}
        value={props.search.search ?? ''}
        onInput={(search) => change({ search: search.trim() || undefined })}
      />
    </search>
  );
}

function reasonsOf({ reasons, search }: { readonly reasons: readonly string[]; readonly search: ArrivalSearch }) {
  return search.reason === undefined || reasons.includes(search.reason) ? reasons : [...reasons, search.reason];
}

async function loadForms(messages: Messages, path: string): Promise<Named[]> {
  const forms = await api.get<ListedForm[]>(`${path}/forms`).catch(() => []);
  return forms.map((form) => ({ value: form.formId, label: titleIn(messages, form) }));
}

async function loadDevices(path: string): Promise<Named[]> {
  const devices = await api.get<{ id: string; name: string }[]>(`${path}/devices`).catch(() => []);
  return devices.map(({ id, name }) => ({ value: id, label: name }));
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Named[];
  readonly onInput: (value: string) => void;
}): JSX.Element {
  const { t } = useMessages();
  const id = `filter-${createUniqueId()}`;
  return (
    <div class="arrival-filter">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <select id={id} class="control" onInput={(event) => props.onInput(event.currentTarget.value)}>
        <option value="" selected={props.value === ''}>
          {t('reports.all')}
        </option>
        <For each={props.choices}>
          {(choice) => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
