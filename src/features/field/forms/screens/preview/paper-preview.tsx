import { createResource, createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { PaperReply } from '../../form-replies.ts';
import type { FormSubject } from '../view/form-subject.ts';
import type { Keeping } from '../work/form-work.ts';
import './preview.css';

/** The form as it is printed, page by page, in each of its languages. */
export function PaperPreview(props: {
  readonly subject: FormSubject;
  /** Whether the server has what is to be printed: its pages are asked for once it has. */
  readonly keeping: Keeping;
}) {
  const messages = useMessages();
  const { t } = messages;
  const languages = () => props.subject.checked.converted?.form.languages.map(({ name }) => name) ?? [];
  const own = () => languages().find((name) => name.endsWith(`(${messages.language})`));
  const [chosen, setChosen] = createSignal<string | null>(null);
  const language = () => {
    const wanted = chosen();
    return wanted !== null && languages().includes(wanted) ? wanted : (own() ?? languages()[0] ?? '');
  };
  const query = () => `language=${encodeURIComponent(language())}`;
  const isSound = () => props.subject.checked.converted !== null;
  const [pages, { refetch }] = createResource(
    () =>
      isSound() &&
      props.keeping === 'kept' &&
      ([`${props.subject.paperPath}/pages?${query()}`, props.subject.workbook] as const),
    ([address]) => api.get<PaperReply>(address),
  );
  return (
    <Show
      when={isSound()}
      fallback={<EmptyState title={t('forms.preview.none')}>{t('forms.preview.none-hint')}</EmptyState>}
    >
      <div class="paper">
        <div class="paper-choice">
          <Show when={languages().length > 1}>
            <SelectField
              label={t('forms.paper.language')}
              choices={languages().map((name) => ({ value: name, label: name }))}
              value={language()}
              onInput={setChosen}
            />
          </Show>
          <Buttons>
            <LinkButton isExternal download="" href={`${props.subject.paperPath}/form.pdf?${query()}`} look="primary">
              {t('forms.paper.download')}
            </LinkButton>
          </Buttons>
        </div>
        <Show when={pages.error === undefined} fallback={<ErrorState problem={pages.error} onRetry={refetch} />}>
          <Show when={pages.latest} fallback={<Skeleton rows={12} />}>
            {(reply) => (
              <>
                <ol class="paper-pages">
                  <For each={reply().pages}>
                    {(svg, index) => (
                      <li>
                        <img
                          src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
                          alt={t('forms.paper.page', { page: index() + 1, pages: reply().pageCount })}
                        />
                      </li>
                    )}
                  </For>
                </ol>
                <Show when={reply().pageCount > reply().pages.length}>
                  <p class="forms-hint">
                    {t('forms.paper.more', { pages: reply().pageCount, shown: reply().pages.length })}
                  </p>
                </Show>
              </>
            )}
          </Show>
        </Show>
      </div>
    </Show>
  );
}
