import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { Button, Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { TextArea } from '../../../../platform/ui/parts/fields/text-field.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import { type KindName, kindNamed } from '../../records/kinds.ts';
import type { KindCount } from '../plan-import.ts';
import type { ImportReply, PlannedChange, PlanReply } from '../report.ts';
import type { ImportWork } from './import-work.ts';

/** What loading would change, and the button that does it. */
export function PlanView(props: { readonly plan: PlanReply; readonly work: ImportWork }) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isAsked, setIsAsked] = createSignal(false);
  const isMissing = () => props.plan.needsReason && reason().trim() === '';
  const load = () => {
    setIsAsked(true);
    if (!isMissing()) props.work.load(reason().trim());
  };
  return (
    <div class="import-plan">
      <CountTable counts={props.plan.counts} />
      <ChangeList plan={props.plan} />
      <Show when={props.plan.needsReason}>
        <TextArea
          label={t('import.reason')}
          hint={t('import.reason-hint')}
          rows={2}
          value={reason()}
          error={isAsked() && isMissing() ? t('import.reason-missing') : undefined}
          onInput={setReason}
        />
      </Show>
      <Buttons>
        <Button look="primary" isBusy={props.work.phase() === 'loading'} onClick={load}>
          {t(props.plan.changeCount === 0 ? 'import.load-nothing' : 'import.load', { count: props.plan.changeCount })}
        </Button>
        <Button onClick={() => props.work.reset()}>{t('import.discard')}</Button>
      </Buttons>
    </div>
  );
}

/** Says what was done, and leads to it. */
export function LoadedNote(props: { readonly done: ImportReply; readonly onMore: () => void }) {
  const { t } = useMessages();
  const total = (act: 'created' | 'corrected' | 'restored') =>
    props.done.counts.reduce((sum, count) => sum + count[act], 0);
  return (
    <section class="import-done" role="status">
      <h2>{t('import.done', { election: props.done.slug })}</h2>
      <p>{t('import.done-counts', { created: total('created'), corrected: total('corrected') + total('restored') })}</p>
      <Show when={props.done.warnings > 0}>
        <p>{t('import.done-warnings', { count: props.done.warnings })}</p>
      </Show>
      <Buttons>
        <LinkButton look="primary" isExternal href={`/desk/e/${encodeURIComponent(props.done.slug)}`}>
          {t('import.open')}
        </LinkButton>
        <Button onClick={() => props.onMore()}>{t('import.another')}</Button>
      </Buttons>
    </section>
  );
}

const ACTS = ['created', 'corrected', 'restored', 'unchanged', 'kept'] as const;

function CountTable(props: { readonly counts: readonly KindCount[] }) {
  const messages = useMessages();
  const columns = (): Column<KindCount>[] => [
    { id: 'kind', title: messages.t('import.kind'), width: 'wide', cell: ({ kind }) => kindWords(kind, messages) },
    ...ACTS.map((act) => ({
      id: act,
      title: messages.t(`import.${act}`),
      align: 'end' as const,
      width: 'fit' as const,
      cell: (count: KindCount) => (count[act] === 0 ? '' : messages.formatNumber(count[act])),
      sortBy: (count: KindCount) => count[act],
    })),
  ];
  return <Table caption={messages.t('import.counts')} columns={columns()} rows={props.counts} />;
}

/** More corrections than these wait behind their heading, so that the button stays in reach. */
const MOST_OPEN = 20;

function ChangeList(props: { readonly plan: PlanReply }) {
  const { t } = useMessages();
  const corrected = () => props.plan.changes.filter(({ act }) => act !== 'created');
  const created = () => props.plan.changes.filter(({ act }) => act === 'created');
  const more = () => props.plan.changeCount - props.plan.changes.length;
  return (
    <>
      <Show when={corrected().length > 0}>
        <details class="import-details" open={corrected().length <= MOST_OPEN}>
          <summary>{t('import.would-correct', { count: corrected().length })}</summary>
          <ul class="import-changes">
            <For each={corrected()}>{(change) => <Correction change={change} />}</For>
          </ul>
        </details>
      </Show>
      <Show when={created().length > 0}>
        <details class="import-details">
          <summary>{t('import.would-create', { count: created().length })}</summary>
          <ul class="import-changes">
            <For each={created()}>
              {(change) => (
                <li>
                  <ChangeName change={change} />
                </li>
              )}
            </For>
          </ul>
        </details>
      </Show>
      <Show when={more() > 0}>
        <p>{t('import.more-changes', { count: more() })}</p>
      </Show>
    </>
  );
}

function Correction(props: { readonly change: PlannedChange }) {
  const { t } = useMessages();
  return (
    <li>
      <ChangeName change={props.change} />
      <Show when={props.change.act === 'restored'}> ({t('import.restored-note')})</Show>
      <dl class="import-differences">
        <For each={props.change.differences}>
          {({ column, before, after }) => (
            <div>
              <dt>{column}</dt>
              <dd>
                <del>
                  <span class="only-heard">{t('import.before')} </span>
                  {before === '' ? t('import.nothing') : before}
                </del>{' '}
                <ins>
                  <span class="only-heard">{t('import.after')} </span>
                  {after === '' ? t('import.nothing') : after}
                </ins>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </li>
  );
}

function ChangeName(props: { readonly change: PlannedChange }) {
  const messages = useMessages();
  return (
    <>
      <span class="import-kind">{kindWords(props.change.kind, messages)}</span> <code>{props.change.key}</code>{' '}
      <LocalText text={props.change.label} />
    </>
  );
}

function kindWords(kind: KindName, messages: Messages): string {
  return messages.find(`fields.kinds.${kind}`) ?? kindNamed(kind).file;
}
