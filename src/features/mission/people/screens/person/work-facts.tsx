import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Fact, Facts } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import type { PersonReply } from '../../people-replies.ts';
import { PlaceLinks } from '../fields/place-links.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { wordDay, wordKind, wordLanguage } from '../people-words.ts';

/** What somebody does, and where they answer for. */
export function WorkFacts(props: { readonly desk: PeopleDesk; readonly reply: PersonReply }) {
  const messages = useMessages();
  const { t } = messages;
  const work = () => props.reply.person;
  const day = (on: string | null, missing: 'people.not-trained' | 'people.not-pledged') =>
    on === null ? t(missing) : wordDay(messages, on);
  return (
    <Facts>
      <Fact term={t('people.field.kind')}>{wordKind(messages, work())}</Fact>
      <Show when={work().role}>{(role) => <Fact term={t('people.field.role')}>{role()}</Fact>}</Show>
      <Show when={work().organisation}>
        {(organisation) => <Fact term={t('people.field.organisation')}>{organisation()}</Fact>}
      </Show>
      <Show when={work().languages.length > 0}>
        <Fact term={t('people.field.languages')}>
          {work()
            .languages.map((tag) => wordLanguage(messages, tag))
            .join(', ')}
        </Fact>
      </Show>
      <Show when={work().areas.length > 0}>
        <Fact term={t('people.field.areas')}>
          <PlaceLinks desk={props.desk} keys={work().areas} names={props.reply.places} />
        </Fact>
      </Show>
      <Fact term={t('people.field.trainedOn')}>{day(work().trainedOn, 'people.not-trained')}</Fact>
      <Fact term={t('people.field.pledgedOn')}>{day(work().pledgedOn, 'people.not-pledged')}</Fact>
      <Show when={work().note}>{(note) => <Fact term={t('people.field.note')}>{note()}</Fact>}</Show>
    </Facts>
  );
}
