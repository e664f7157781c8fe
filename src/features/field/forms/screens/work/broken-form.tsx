import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import type { FormReply } from '../../form-replies.ts';

/** In place of a form that this page cannot show, such as one nested beyond all measure: it can still be taken away, and its draft discarded. */
export function BrokenForm(props: {
  readonly reply: FormReply;
  readonly address: string;
  readonly canEdit: boolean;
  readonly onDiscarded: () => Promise<void>;
}) {
  const { t } = useMessages();
  const discard = async (revision: number) => {
    await api.delete(`${props.address}/draft?base=${revision}`);
    await props.onDiscarded();
  };
  return (
    <EmptyState
      title={t('forms.broken')}
      actions={
        <Show when={props.reply.draft}>
          {(draft) => (
            <>
              <LinkButton isExternal href={`${props.address}/draft/form.xlsx`}>
                {t('forms.download.xlsx')}
              </LinkButton>
              <Show when={props.canEdit}>
                <Button look="danger" onClick={() => void discard(draft().revision)}>
                  {t('forms.discard')}
                </Button>
              </Show>
            </>
          )}
        </Show>
      }
    >
      {t('forms.broken-hint')}
    </EmptyState>
  );
}
