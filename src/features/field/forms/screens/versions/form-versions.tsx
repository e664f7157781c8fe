import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { VersionHead } from '../../form-replies.ts';
import type { FormFrame } from '../work/form-frame.ts';
import type { FormWork } from '../work/form-work.ts';
import { Comparison } from './comparison.tsx';
import { FormDecisions } from './form-decisions.tsx';

/** What was published, in what it differs, and what was decided about the form. */
export function FormVersions(props: { readonly frame: FormFrame; readonly work: FormWork | null }) {
  const { t } = useMessages();
  return (
    <div class="form-versions">
      <Show
        when={props.frame.reply.versions.length > 0}
        fallback={<EmptyState title={t('forms.versions.none')}>{t('forms.versions.none-hint')}</EmptyState>}
      >
        <VersionTable frame={props.frame} />
        <FormDecisions frame={props.frame} />
        <ComparisonChoice frame={props.frame} work={props.work} />
      </Show>
    </div>
  );
}

function VersionTable(props: { readonly frame: FormFrame }) {
  const messages = useMessages();
  const { t } = messages;
  const href = (number: number) => `${props.frame.addresses.page}/edit?version=${number}`;
  const columns = (): Column<VersionHead>[] => [
    {
      id: 'number',
      title: t('forms.version'),
      width: 'fit',
      cell: ({ number, version }) => <a href={href(number)}>{`${number} · ${version ?? '–'}`}</a>,
    },
    { id: 'title', title: t('forms.title'), cell: ({ title }) => title },
    {
      id: 'questions',
      title: t('forms.questions'),
      align: 'end',
      width: 'fit',
      cell: ({ questions }) => messages.formatNumber(questions),
    },
    { id: 'languages', title: t('forms.languages'), cell: ({ languages }) => languages.join(', ') },
    {
      id: 'published',
      title: t('forms.published'),
      cell: ({ at, authorName }) => `${formatMoment(messages, at)} · ${authorName}`,
    },
    { id: 'reason', title: t('forms.reason'), cell: ({ reason }) => reason ?? '' },
    {
      id: 'warnings',
      title: t('forms.warnings'),
      align: 'end',
      width: 'fit',
      cell: ({ warnings }) => messages.formatNumber(warnings.length),
    },
  ];
  return <Table caption={t('forms.versions')} columns={columns()} rows={props.frame.reply.versions} />;
}

function ComparisonChoice(props: { readonly frame: FormFrame; readonly work: FormWork | null }) {
  const { t } = useMessages();
  const versions = () => props.frame.reply.versions;
  const hasDraft = () => props.work !== null;
  const [from, setFrom] = createSignal<string | null>(null);
  const [to, setTo] = createSignal<string | null>(null);
  const newer = () => to() ?? (hasDraft() ? 'draft' : String(versions()[0]?.number ?? ''));
  const older = () => from() ?? String(versions()[hasDraft() ? 0 : 1]?.number ?? '');
  const choices = () =>
    versions().map(({ number, version }) => ({
      value: String(number),
      label: t('forms.subject.version', { number, version: version ?? '–' }),
    }));
  const newerChoices = () => [
    ...(hasDraft() ? [{ value: 'draft', label: t('forms.subject.draft') }] : []),
    ...choices(),
  ];
  return (
    <Show when={newerChoices().length > 1}>
      <section class="form-compare">
        <h2>{t('forms.compare')}</h2>
        <div class="form-compare-choice">
          <SelectField label={t('forms.compare.from')} choices={choices()} value={older()} onInput={setFrom} />
          <SelectField label={t('forms.compare.to')} choices={newerChoices()} value={newer()} onInput={setTo} />
        </div>
        <Comparison
          frame={props.frame}
          work={props.work}
          from={Number(older())}
          to={newer() === 'draft' ? null : Number(newer())}
        />
      </section>
    </Show>
  );
}
