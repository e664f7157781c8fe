import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { titleIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ListedForm } from '../../form-replies.ts';
import { addressesOf } from '../view/form-address.ts';
import { FormStateMark } from '../view/form-state-mark.tsx';

/** The forms, each with its newest version and the draft that waits to become the next. */
export function FormTable(props: { readonly forms: readonly ListedForm[]; readonly mission: string }) {
  const messages = useMessages();
  const { t } = messages;
  const when = (at: string) => formatMoment(messages, at);
  const columns = (): Column<ListedForm>[] => [
    {
      id: 'title',
      title: t('forms.title'),
      width: 'wide',
      cell: (form) => (
        <>
          <a href={addressesOf(props.mission, form.formId).page}>{titleIn(messages, form)}</a>{' '}
          <span class="forms-id">{form.formId}</span>
        </>
      ),
      sortBy: (form) => titleIn(messages, form),
    },
    { id: 'state', title: t('forms.state'), width: 'fit', cell: ({ state }) => <FormStateMark state={state} /> },
    {
      id: 'version',
      title: t('forms.version'),
      width: 'fit',
      cell: ({ version }) => (
        <Show when={version}>{(head) => <>{`${head().number} · ${head().version ?? '–'}`}</>}</Show>
      ),
      sortBy: ({ version }) => version?.number ?? 0,
    },
    {
      id: 'questions',
      title: t('forms.questions'),
      align: 'end',
      width: 'fit',
      cell: ({ version }) => (version === null ? '' : messages.formatNumber(version.questions)),
    },
    {
      id: 'published',
      title: t('forms.published'),
      cell: ({ version }) => <Show when={version}>{(head) => <>{`${when(head().at)} · ${head().authorName}`}</>}</Show>,
      sortBy: ({ version }) => version?.at ?? '',
    },
    {
      id: 'draft',
      title: t('forms.draft'),
      cell: ({ draft }) => (
        <Show when={draft}>{(head) => <>{`${when(head().changedAt)} · ${head().editorName}`}</>}</Show>
      ),
      sortBy: ({ draft }) => draft?.changedAt ?? '',
    },
  ];
  return (
    <Table caption={t('forms.list')} isCaptionHidden columns={columns()} rows={props.forms} sortParameter="sort" />
  );
}
