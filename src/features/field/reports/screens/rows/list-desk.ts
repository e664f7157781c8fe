import { useSearchParams } from '@solidjs/router';
import { createMemo, createResource } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { readAddress, writeAddress } from '../../arrivals/list/list-address.ts';
import { columnsOfList, type ListColumn } from '../../arrivals/list/list-column.ts';
import type { AnswerColumn } from '../../arrivals/list/list-replies.ts';
import type { ListView } from '../../arrivals/list/list-view.ts';
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
  const [query, setQuery] = useSearchParams();
  const textOf = (name: string) => (query[name] === undefined ? null : String(query[name]));
  const view = createMemo(() =>
    readAddress({
      form: textOf('form'),
      filter: textOf('filter'),
      search: textOf('search'),
      sort: textOf('sort'),
      columns: textOf('columns'),
      size: textOf('size'),
    }),
  );
  const show = (next: ListView, { isStep = true }: Change = {}) =>
    setQuery({ ...writeAddress(next), after: null }, { replace: !isStep, scroll: false });
  const form = createMemo(() => view()?.form ?? null);
  const [forms] = createResource(() => named(api.get<{ formId: string; title: string }[]>(`${path}/forms`)));
  const [devices] = createResource(() => named(api.get<{ id: string; name: string }[]>(`${path}/devices`)));
  const [questions] = createResource(
    () => form() ?? false,
    async (name) => {
      const asked = `${path}/report-columns?${new URLSearchParams({ form: name })}`;
      return await api.get<{ columns: AnswerColumn[] }>(asked).then(
        ({ columns }) => columns,
        () => [],
      );
    },
  );
  const columns = createMemo(() => columnsOfList(form() === null ? [] : (questions.latest ?? [])));
  const findColumn = (id: string): ListColumn =>
    columns().find((column) => column.id === id) ?? {
      id,
      kind: 'text',
      labels: id.startsWith('/') ? {} : null,
      choices: [],
    };
  const words = createListWords(messages, {
    devices: () => devices.latest ?? [],
    forms: () => forms.latest ?? [],
    findColumn,
  });
  const address = { after: () => textOf('after'), report: () => textOf('report'), view: () => textOf('view') };
  return {
    mission,
    path,
    query: address,
    setQuery,
    view,
    show,
    forms: () => forms.latest ?? [],
    columns,
    findColumn,
    words,
  };
}

/** What a ListDesk is. */
export type ListDesk = ReturnType<typeof createListDesk>;

/** What helps to choose is not worth an error: without it, codes are shown. */
async function named(asked: Promise<readonly { id?: string; name?: string; formId?: string; title?: string }[]>) {
  const nameOf = (one: Awaited<typeof asked>[number]): Named => {
    const value = one.formId ?? one.id ?? '';
    return { value, label: one.title ?? one.name ?? value };
  };
  return await asked.then(
    (list) => list.map(nameOf),
    () => [],
  );
}
