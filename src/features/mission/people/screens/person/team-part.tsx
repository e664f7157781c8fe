import { createEffect, createSignal, For, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { PersonReply } from '../../people-replies.ts';
import { partOf } from '../../team.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { FormEnd, Opening, PanelPart } from '../fields/panel-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { wordDays } from '../people-words.ts';
import { DayFields, daysOf, findDayFaults, PartField } from '../teams/member-fields.tsx';

/** The teams that somebody is in, and on which days; and the way into another one. */
export function TeamPart(props: { readonly desk: PeopleDesk; readonly reply: PersonReply }) {
  const messages = useMessages();
  const { t } = messages;
  const hrefOf = (team: string) => `${props.desk.teamsHref()}?${new URLSearchParams({ team })}`;
  const mayJoin = () =>
    props.desk.canEdit() && props.reply.person.leftAt === null && (props.desk.teams()?.length ?? 0) > 0;
  return (
    <PanelPart title={t('people.teams')}>
      <Show when={props.reply.teams.length > 0} fallback={<p class="people-aside">{t('people.teams-none')}</p>}>
        <ul class="people-plain">
          <For each={props.reply.teams}>
            {(team) => (
              <li>
                <a href={hrefOf(team.id)}>
                  <bdi>{team.code}</bdi>
                </a>{' '}
                <bdi>{team.name}</bdi> · {t(`people.part.${team.part}`)} · {wordDays(messages, team)}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={mayJoin()}>
        <Opening label={t('people.join')}>
          {(close) => <JoinForm desk={props.desk} person={props.reply.person} onClose={close} />}
        </Opening>
      </Show>
    </PanelPart>
  );
}

function JoinForm(props: {
  readonly desk: PeopleDesk;
  readonly person: PersonReply['person'];
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const teams = () => props.desk.teams() ?? [];
  const [typed, setTyped] = createStore({
    team: teams()[0]?.id ?? '',
    part: partOf(props.person.kind),
    fromDay: '',
    toDay: '',
  });
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  // What they did is read anew, so that it can be tried again.
  createEffect(() => problem()?.code === 'changed-meanwhile' && props.desk.changed());
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const team = teams().find(({ id }) => id === typed.team);
    if (team === undefined || findDayFaults(typed).length > 0) return focusFirstFault(event);
    const kept = team.members.map(({ code: _, ...member }) => member);
    const joining = { person: props.person.id, part: typed.part, ...daysOf(typed) };
    const body = { members: [...kept, joining], base: team.revision, reason: null };
    void run(async () => {
      await api.put(`${props.desk.path()}/teams/${team.id}/members`, body);
      props.onClose();
      props.desk.changed();
    });
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <SelectField
        label={t('people.team')}
        value={typed.team}
        choices={teams().map(({ id, code, name }) => ({
          value: id,
          label: name === null ? code : `${code} – ${name}`,
        }))}
        onInput={(team) => setTyped('team', team)}
      />
      <PartField value={typed.part} onInput={(part) => setTyped('part', part)} />
      <DayFields typed={typed} isTried={isTried()} onTyped={(name, day) => setTyped(name, day)} />
      <FormEnd label={t('people.join')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}
