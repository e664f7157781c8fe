import { useSearchParams } from '@solidjs/router';
import { createMemo, createResource, createSignal } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { api } from '../../../../../platform/ui/api.ts';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import type { ChoiceNames } from '../../../forms/checking/file-choices.ts';
import type { ListedForm } from '../../../forms/form-replies.ts';
import type { CheckTitles } from '../../arrivals/list/found-checks.ts';
import { readAddress, writeAddress } from '../../arrivals/list/list-address.ts';
import { columnsOfList, type ListColumn } from '../../arrivals/list/list-column.ts';
import type { AnswerColumn } from '../../arrivals/list/list-replies.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { createListWords, type Named } from './list-words.ts';

/** How a change of the list comes into the history of the browser. */
interface Change {
  /** What is typed letter by letter is one step back, and not many. */
  readonly isStep?: boolean;
}

/**
 * What the parts of the list share: what it shows, as the address says it, the columns that it may have, and their words.
 * `view` is null where the address cannot be read.
 */
export function createListDesk(mission: string) {
  const messages = useMessages();
  const path = `/api/missions/${encodeURIComponent(mission)}`;
  const { view, show, query, setQuery } = createShownView();
  const form = createMemo(() => view()?.form ?? null);
  const { forms, devices, questions } = createKnown(messages, path, form);
  const columns = createMemo(() => columnsOfList(questions()));
  const findColumn = (id: string): ListColumn =>
    columns().find((column) => column.id === id) ?? {
      id,
      kind: 'text',
      labels: id.startsWith('/') ? {} : null,
      choices: [],
    };
  const [stations, setStations] = createSignal<StationNames>({});
  /** What comes with a page or a tally gives names to the codes in filters as well. */
  const nameStations = (names: StationNames) => setStations((known) => ({ ...known, ...names }));
  const [choices, setChoices] = createSignal<ChoiceNames>({});
  const nameChoices = (names: ChoiceNames) => setChoices((known) => joinNames(known, names));
  const [checks, setChecks] = createSignal<CheckTitles>({});
  const nameChecks = (names: CheckTitles) => setChecks((known) => ({ ...known, ...names }));
  const words = createListWords(messages, { devices, forms, stations, choices, checks, findColumn });
  const shown = { query, setQuery, view, show };
  return { mission, path, ...shown, forms, columns, findColumn, words, nameStations, nameChoices, nameChecks };
}

function joinNames(known: ChoiceNames, names: ChoiceNames): ChoiceNames {
  const joined = Object.entries(names).map(([path, own]) => [path, { ...known[path], ...own }] as const);
  return { ...known, ...Object.fromEntries(joined) };
}

/** What the address says. */
function createShownView() {
  const [query, setQuery] = useSearchParams();
  const textOf = (name: string) => (query[name] === undefined ? null : String(query[name]));
  const view = createMemo(() => readAddress(Object.fromEntries(PARTS.map((part) => [part, textOf(part)]))));
  const show = (next: ListView, { isStep = true }: Change = {}) =>
    setQuery({ ...writeAddress(next), after: null }, { replace: !isStep, scroll: false });
  const rest = { after: () => textOf('after'), report: () => textOf('report'), view: () => textOf('view') };
  return { view, show, query: rest, setQuery };
}

const PARTS = ['form', 'filter', 'search', 'sort', 'columns', 'size'] as const;

/** What gives names to what stands in the list, as far as it has come. */
function createKnown(messages: Messages, path: string, form: () => string | null) {
  const [forms] = createResource(() => loaded(api.get<ListedForm[]>(`${path}/forms`)));
  const [devices] = createResource(() => loaded(api.get<{ id: string; name: string }[]>(`${path}/devices`)));
  const [questions] = createResource(
    () => form() ?? false,
    async (name) => {
      const asked = `${path}/report-columns?${new URLSearchParams({ form: name })}`;
      return await api.get<{ columns: AnswerColumn[] }>(asked).then(
        (reply) => reply.columns,
        () => [],
      );
    },
  );
  return {
    forms: (): Named[] => (forms.latest ?? []).map((one) => ({ value: one.formId, label: titleIn(messages, one) })),
    devices: (): Named[] => (devices.latest ?? []).map(({ id, name }) => ({ value: id, label: name })),
    questions: () => (form() === null ? [] : (questions.latest ?? [])),
  };
}

/** What a ListDesk is. */
export type ListDesk = ReturnType<typeof createListDesk>;

/** What helps to choose is not worth an error: without it, codes are shown. */
async function loaded<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  return await asked.catch(() => []);
}
