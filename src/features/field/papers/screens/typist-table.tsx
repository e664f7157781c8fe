import { createResource, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { TypistRate } from '../paper.ts';

/** How often what each person typed was settled otherwise; for administrators. */
export function TypistTable(props: { readonly path: string }) {
  const messages = useMessages();
  const { t } = messages;
  const [rates] = createResource(() => api.get<TypistRate[]>(`${props.path}/typists`));
  const list = () => (rates.error === undefined ? (rates.latest ?? []) : []);
  const number = (id: 'copies' | 'compared' | 'answers' | 'errors'): Column<TypistRate> => ({
    id,
    title: t(`papers.typist.${id}`),
    align: 'end',
    width: 'fit',
    cell: (rate) => messages.formatNumber(rate[id]),
    sortBy: (rate) => rate[id],
  });
  const columns = (): Column<TypistRate>[] => [
    { id: 'name', title: t('papers.typist.name'), cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
    number('copies'),
    number('compared'),
    number('answers'),
    number('errors'),
  ];
  return (
    <Show when={list().length > 0}>
      <section class="paper-typists">
        <h2>{t('papers.typists')}</h2>
        <p class="paper-hint">{t('papers.typists-hint')}</p>
        <Table caption={t('papers.typists')} isCaptionHidden columns={columns()} rows={list()} />
      </section>
    </Show>
  );
}
