import { createEffect, createSignal, For } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { SearchedField } from '../../../../../platform/ui/parts/fields/suggest/searched-field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { PeoplePage, ShownTeam } from '../../people-replies.ts';
import type { PersonKind } from '../../person.ts';
import { partOf, type TeamPart } from '../../team.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { FormEnd } from '../fields/panel-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { wordKind } from '../people-words.ts';
import { DayFields, daysOf, findDayFaults, PartField } from './member-fields.tsx';

/** Somebody in the team, as it is typed. */
interface TypedMember {
  person: string;
  code: string;
  part: TeamPart;
  fromDay: string;
  toDay: string;
}

/** Says who is in a team, as what, and on which days. Somebody may stand there several times, on other days. */
export function MembersForm(props: {
  readonly desk: PeopleDesk;
  readonly team: ShownTeam;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore<{ members: TypedMember[]; reason: string }>({
    members: props.team.members.map((member) => ({
      ...member,
      fromDay: member.fromDay ?? '',
      toDay: member.toDay ?? '',
    })),
    reason: '',
  });
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  // What others did is read anew, so that it can be tried again.
  createEffect(() => problem()?.code === 'changed-meanwhile' && props.desk.changed());
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (typed.members.some((member) => findDayFaults(member).length > 0)) return focusFirstFault(event);
    const members = typed.members.map(({ person, part, ...days }) => ({ person, part, ...daysOf(days) }));
    const body = { members, base: props.team.revision, reason: typed.reason.trim() || null };
    void run(async () => {
      await api.put(`${props.desk.path()}/teams/${props.team.id}/members`, body);
      props.onSaved();
    });
  };
  const add = (member: TypedMember) => setTyped('members', (members) => [...members, member]);
  const remove = (at: number) => setTyped('members', (members) => members.filter((_, index) => index !== at));
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <For each={typed.members}>
        {(member, index) => (
          <fieldset class="people-rows">
            <legend class="field-label">{member.code}</legend>
            <PartField value={member.part} onInput={(part) => setTyped('members', index(), 'part', part)} />
            <DayFields
              typed={member}
              isTried={isTried()}
              onTyped={(side, day) => setTyped('members', index(), side, day)}
            />
            <div>
              <Button
                look="quiet"
                aria-label={t('people.member-remove', { code: member.code })}
                onClick={() => remove(index())}
              >
                {t('people.remove')}
              </Button>
            </div>
          </fieldset>
        )}
      </For>
      <PersonField desk={props.desk} onChosen={add} />
      <TextArea
        label={t('people.reason')}
        isOptional
        rows={2}
        value={typed.reason}
        onInput={(reason) => setTyped('reason', reason)}
      />
      <FormEnd label={t('ui.save')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}

/** Looks for somebody by code, role or organisation; whoever is chosen is added. */
function PersonField(props: { readonly desk: PeopleDesk; readonly onChosen: (member: TypedMember) => void }) {
  const messages = useMessages();
  const { t } = messages;
  const [text, setText] = createSignal('');
  const found = new Map<string, { readonly code: string; readonly kind: PersonKind }>();
  const search = async (typed: string) => {
    const query = new URLSearchParams({ search: typed.slice(0, 200), limit: '12' });
    const { people, next } = await api.get<PeoplePage>(`${props.desk.path()}/people?${query}`);
    for (const { id, code, kind } of people) found.set(id, { code, kind });
    const choices = people.map((person) => ({
      value: person.id,
      label: person.code,
      detail: [wordKind(messages, person), person.role, person.teamToday].filter(Boolean).join(' · '),
    }));
    return { choices, isCut: next !== null };
  };
  const choose = ({ value }: { readonly value: string }) => {
    const person = found.get(value);
    setText('');
    if (person === undefined) return;
    props.onChosen({ person: value, code: person.code, part: partOf(person.kind), fromDay: '', toDay: '' });
  };
  return (
    <SearchedField
      label={t('people.member-add')}
      hint={t('people.member-add-hint')}
      isOptional
      value={text()}
      onInput={setText}
      onChoose={choose}
      search={search}
    />
  );
}
