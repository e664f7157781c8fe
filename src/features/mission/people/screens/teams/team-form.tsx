import { createEffect, createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea, TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ShownTeam } from '../../people-replies.ts';
import { isCode } from '../../person.ts';
import { TEAM_KINDS } from '../../team.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { FormEnd } from '../fields/panel-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';

/** Asks for what is said of a team, and adds or changes it. */
export function TeamForm(props: {
  readonly desk: PeopleDesk;
  /** Null: a new one. */
  readonly team: ShownTeam | null;
  readonly onSaved: (team: ShownTeam) => void;
  readonly onClose: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { team } = props;
  const [typed, setTyped] = createStore({ code: team?.code ?? '', name: team?.name ?? '', reason: '' });
  const [kind, setKind] = createSignal<string>(team?.kind ?? 'pair');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const id = crypto.randomUUID();
  // What others did is read anew, so that it can be tried again.
  createEffect(() => problem()?.code === 'changed-meanwhile' && props.desk.changed());
  const codeFault = () => {
    const code = typed.code.trim();
    if (isTried() && !isCode(code)) return messages.find('issues.people-code', { found: code }) ?? undefined;
    return problem()?.code === 'conflict' ? t('people.code-taken') : undefined;
  };
  const save = () => {
    const words = { code: typed.code.trim(), name: typed.name.trim() || null, kind: kind() };
    const path = `${props.desk.path()}/teams`;
    if (props.team === null) return api.post<ShownTeam>(path, { id, ...words });
    const body = { ...words, base: props.team.revision, reason: typed.reason.trim() || null };
    return api.put<ShownTeam>(`${path}/${props.team.id}`, body);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (!isCode(typed.code.trim())) return focusFirstFault(event);
    void run(async () => props.onSaved(await save()));
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <TextField
        label={t('people.field.code')}
        hint={t('people.team-code-hint')}
        width="short"
        isFocusedFirst={team === null}
        value={typed.code}
        error={codeFault()}
        onInput={(code) => setTyped('code', code)}
      />
      <TextField
        label={t('people.team-name')}
        hint={t('people.team-name-hint')}
        isOptional
        value={typed.name}
        onInput={(name) => setTyped('name', name)}
      />
      <SelectField
        label={t('people.field.kind')}
        value={kind()}
        choices={TEAM_KINDS.map((each) => ({ value: each, label: t(`people.team-kind.${each}`) }))}
        onInput={setKind}
      />
      <Show when={team !== null}>
        <TextArea
          label={t('people.reason')}
          isOptional
          rows={2}
          value={typed.reason}
          onInput={(reason) => setTyped('reason', reason)}
        />
      </Show>
      <FormEnd label={t(team === null ? 'people.team-add' : 'ui.save')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}
