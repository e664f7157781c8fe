import { createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import type { Change } from '../act.ts';
import type { ActBody, DifferenceBody } from '../contract.ts';
import { type WordedChange, wordChanged, wordDetails } from './word-act.ts';
import { addressOfDifferences, MOST_ANSWERS, wordAnswerChange } from './word-answers.ts';

/** What an act changed; where it made another version of a report stand, also the questions that this answers otherwise. */
export function ActChanges(props: { readonly act: ActBody; readonly changes: readonly Change[] }) {
  const messages = useMessages();
  const { t } = messages;
  const [answers] = createResource(
    () => addressOfDifferences(props.act),
    (address) => api.get<DifferenceBody>(address),
  );
  const compared = () => (answers.error === undefined ? answers.latest : undefined);
  const rows = () => [
    ...props.changes.map((change) => wordChanged(messages, props.act, change)),
    ...(compared()?.changes ?? []).slice(0, MOST_ANSWERS).map((change) => wordAnswerChange(messages, change)),
  ];
  const more = () => (compared()?.changes.length ?? 0) - MOST_ANSWERS;
  return (
    <>
      <Show
        when={rows().length > 0}
        fallback={<p class="history-note">{wordDetails(messages, props.act) || t('history.change.none')}</p>}
      >
        <ChangeTable changes={rows()} />
      </Show>
      <Show when={more() > 0}>
        <p class="history-note">{t('history.change.more', { count: more() })}</p>
      </Show>
      <Show when={compared()?.areRead === false}>
        <p class="history-note">{t('history.change.unread')}</p>
      </Show>
      <Show when={answers.error}>{(problem) => <ErrorState problem={problem()} />}</Show>
    </>
  );
}

function ChangeTable(props: { readonly changes: readonly WordedChange[] }) {
  const { t } = useMessages();
  return (
    <table class="history-changes">
      <caption class="only-heard">{t('history.changed')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('history.change.field')}</th>
          <th scope="col">{t('history.change.before')}</th>
          <th scope="col">{t('history.change.after')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.changes}>
          {({ name, change, before, after }) => (
            <tr>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td data-empty={change.before === null ? '' : undefined}>{before}</td>
              <td class="history-after" data-empty={change.after === null ? '' : undefined}>
                {after}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
