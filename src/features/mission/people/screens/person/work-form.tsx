import { createEffect, createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ListedPerson, PlaceNames, ShownVersion } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { FormEnd } from '../fields/panel-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { VersionList } from './version-list.tsx';
import { EMPTY_WORK, findWorkFaults, type TypedWork, typedWork, WorkFields, workOf } from './work-fields.tsx';

/** Asks for what somebody new does, and adds them. */
export function NewPerson(props: {
  readonly desk: PeopleDesk;
  readonly onAdded: (person: ListedPerson) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore<TypedWork>({ ...EMPTY_WORK });
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  // The same person where an answer was lost and the form is sent again.
  const id = crypto.randomUUID();
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(findWorkFaults(typed)).length > 0) return focusFirstFault(event);
    void run(async () => {
      const body = { id, ...workOf(typed) };
      props.onAdded(await api.post<ListedPerson>(`${props.desk.path()}/people`, body));
    });
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <p class="people-aside">{t('people.no-names')}</p>
      <WorkFields
        election={props.desk.election()}
        typed={typed}
        onTyped={setTyped}
        names={{}}
        isTried={isTried()}
        problem={problem()}
        isNew
      />
      <FormEnd label={t('people.add')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}

/** Corrects what somebody does. What others changed meanwhile is shown, and everything typed stays. */
export function WorkForm(props: {
  readonly desk: PeopleDesk;
  readonly person: ListedPerson;
  readonly places: PlaceNames;
  readonly versions: readonly ShownVersion[];
  readonly onSaved: () => void;
  /** Reads the person anew: somebody else changed them. */
  readonly onOutdated: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore<TypedWork>(typedWork(props.person));
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const { isBusy, problem, run } = createRequest();
  const begunAt = props.person.revision;
  const since = () => props.versions.filter(({ revision }) => revision > begunAt);
  createEffect(() => problem()?.code === 'changed-meanwhile' && props.onOutdated());
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (Object.keys(findWorkFaults(typed)).length > 0) return focusFirstFault(event);
    void run(async () => {
      const body = { ...workOf(typed), base: props.person.revision, reason: reason().trim() || null };
      await api.put(`${props.desk.path()}/people/${props.person.id}`, body);
      props.onSaved();
    });
  };
  return (
    <form class="people-form" onSubmit={submit} novalidate>
      <FormProblem problem={problem()} />
      <Show when={since().length > 0}>
        <p>{t('people.changed-since')}</p>
        <VersionList versions={since()} />
      </Show>
      <WorkFields
        election={props.desk.election()}
        typed={typed}
        onTyped={setTyped}
        names={props.places}
        isTried={isTried()}
        problem={problem()}
      />
      <TextArea
        label={t('people.reason')}
        hint={t('people.reason-hint')}
        isOptional
        rows={2}
        value={reason()}
        onInput={setReason}
      />
      <FormEnd label={t('ui.save')} isBusy={isBusy()} onClose={props.onClose} />
    </form>
  );
}
