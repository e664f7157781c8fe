import { createMemo, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import type { PackageIssue } from '../package.ts';
import type { CheckReply } from '../report.ts';
import { EncodingChoice } from './encoding-choice.tsx';
import { type FaultyFile, groupIssues } from './faulty-rows.ts';
import type { ImportWork } from './import-work.ts';
import { wordIssue, wordPlace } from './issue-words.ts';
import { RowGrid } from './row-grid.tsx';

/** Everything that was found, file by file, with the rows to correct. */
export function FaultyFiles(props: { readonly work: ImportWork; readonly reply: CheckReply }) {
  const { t } = useMessages();
  const files = createMemo(() => groupIssues(props.reply.issues, props.reply.tables));
  const more = () => props.reply.errors + props.reply.warnings - props.reply.issues.length;
  return (
    <>
      <Show when={more() > 0}>
        <p>{t('import.more-issues', { count: more(), listed: props.reply.issues.length })}</p>
      </Show>
      <For each={files()}>{(file) => <FaultyFileView faulty={file} work={props.work} reply={props.reply} />}</For>
    </>
  );
}

function FaultyFileView(props: { readonly faulty: FaultyFile; readonly work: ImportWork; readonly reply: CheckReply }) {
  const messages = useMessages();
  const [isWhole, setIsWhole] = createSignal(false);
  const previews = () => props.reply.previews.filter(({ file }) => file === props.faulty.file);
  const hidden = () => {
    const table = props.faulty.table;
    return table === null ? 0 : table.columns.length - table.concerned.length;
  };
  return (
    <section class="import-file">
      <h3>{props.faulty.file === '' ? messages.t('import.archive') : props.faulty.file}</h3>
      <ul class="import-issues">
        <For each={props.faulty.issues}>{(issue) => <IssueLine issue={issue} />}</For>
      </ul>
      <Show when={props.faulty.table === null && props.work.canLeaveOut(props.faulty.file)}>
        <Buttons>
          <Button onClick={() => props.work.leaveOut(props.faulty.file)}>{messages.t('import.leave-file-out')}</Button>
        </Buttons>
      </Show>
      <Show when={previews().length > 0}>
        <EncodingChoice file={props.faulty.file} previews={previews()} work={props.work} />
      </Show>
      <Show when={props.faulty.table}>
        {(table) => (
          <>
            <Show when={hidden() > 0 && table().rows.length > 0}>
              <Checkbox
                label={messages.t('import.all-columns', { count: hidden() })}
                checked={isWhole()}
                onInput={setIsWhole}
              />
            </Show>
            <RowGrid table={table()} isWhole={isWhole()} work={props.work} />
          </>
        )}
      </Show>
    </section>
  );
}

function IssueLine(props: { readonly issue: PackageIssue }) {
  const messages = useMessages();
  return (
    <li class="import-issue" data-severity={props.issue.severity}>
      <Show when={wordPlace(props.issue, messages)}>{(place) => <span class="import-place">{place()}</span>}</Show>{' '}
      {wordIssue(props.issue, messages)}
    </li>
  );
}
