import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Dialog } from '../../../../../platform/ui/parts/actions/dialog.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { FoundIdentity, IdentitySearchReply } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import type { PeopleDesk } from '../people-desk.ts';

/** As the server takes it: nobody reads the list letter by letter. */
const FEWEST_SIGNS = 3;

/** Finds people by their names or telephones, for whoever has the right to know; each search is noted as a look. */
export function FindIdentity(props: {
  readonly desk: PeopleDesk;
  readonly isOpen: boolean;
  readonly onFound: (person: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <Dialog isOpen={props.isOpen} title={t('people.find')} onClose={props.onClose}>
      <FindForm {...props} />
    </Dialog>
  );
}

function FindForm(props: {
  readonly desk: PeopleDesk;
  readonly onFound: (person: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [text, setText] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const [reply, setReply] = createSignal<IdentitySearchReply | null>(null);
  const { isBusy, problem, run } = createRequest();
  const isShort = () => text().trim().length < FEWEST_SIGNS;
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (isShort()) return focusFirstFault(event);
    void run(async () => {
      setReply(
        await api.post<IdentitySearchReply>(`${props.desk.path()}/people/identity-search`, { text: text().trim() }),
      );
    });
  };
  const open = (person: string) => {
    props.onClose();
    props.onFound(person);
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <TextField
        label={t('people.find.text')}
        hint={t('people.find.hint')}
        isFocusedFirst
        value={text()}
        error={isTried() && isShort() ? t('people.find.short') : undefined}
        onInput={setText}
      />
      <div class="buttons">
        <Button type="submit" look="primary" isBusy={isBusy()}>
          {t('people.find.search')}
        </Button>
      </div>
      <div role="status">
        <Show when={reply()}>{(found) => <Found reply={found()} onOpen={open} />}</Show>
      </div>
    </form>
  );
}

function Found(props: { readonly reply: IdentitySearchReply; readonly onOpen: (person: string) => void }) {
  const { t } = useMessages();
  const wordsOf = ({ name, nameLatin, phones }: FoundIdentity) =>
    [name, nameLatin, ...phones].filter((part) => part !== null).join(' · ');
  return (
    <Show when={props.reply.found.length > 0} fallback={<p>{t('people.find.none')}</p>}>
      <ul class="people-plain">
        <For each={props.reply.found}>
          {(person) => (
            <li>
              <Button look="quiet" onClick={() => props.onOpen(person.id)}>
                {person.code}
              </Button>{' '}
              <bdi>{wordsOf(person)}</bdi>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.reply.hasMore}>
        <p class="people-aside">{t('people.find.more')}</p>
      </Show>
    </Show>
  );
}
