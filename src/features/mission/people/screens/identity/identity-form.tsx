import { For, Show } from 'solid-js';
import { createStore, type SetStoreFunction } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { ReasonForm } from '../../../../../platform/ui/parts/actions/reason-form.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import type { IdentityReply } from '../../people-replies.ts';
import { parsePhone } from '../../phone-number.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { faultOf, wordIssue } from '../people-words.ts';

/** A telephone as it is typed. */
interface TypedPhone {
  id: string;
  written: string;
  label: string;
}

interface TypedIdentity {
  name: string;
  nameLatin: string;
  email: string;
  phones: TypedPhone[];
}

const MOST_PHONES = 10;

/** Corrects who somebody is, with a reason. */
export function IdentityForm(props: {
  /** Address of the person. */
  readonly path: string;
  readonly identity: IdentityReply;
  /** Calling code of the mission's country; null: national numbers stay as they are. */
  readonly countryCode: string | null;
  readonly onSaved: (identity: IdentityReply) => void;
  /** Reads it anew: somebody else changed it. */
  readonly onOutdated: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [typed, setTyped] = createStore<TypedIdentity>(typedIdentity(props.identity));
  const kept = () => typed.phones.filter(({ written }) => written.trim() !== '');
  const isGiven = () => kept().every(({ written }) => parsePhone(written, props.countryCode).ok);
  const send = async (reason: string) => {
    const orNull = (text: string) => text.trim() || null;
    const phones = kept().map(({ id, written, label }) => ({ id, written: written.trim(), label: orNull(label) }));
    const names = { name: orNull(typed.name), nameLatin: orNull(typed.nameLatin), email: orNull(typed.email) };
    const body = { ...names, phones, base: props.identity.revision, reason };
    const saved = await api.put<IdentityReply>(`${props.path}/identity`, body).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code === 'changed-meanwhile') props.onOutdated();
      throw error;
    });
    props.onSaved(saved);
  };
  return (
    <ReasonForm
      class="people-form"
      words={{ label: t('people.reason'), hint: t('people.identity.reason-hint'), missing: t('people.reason-missing') }}
      submitLabel={t('ui.save')}
      isGiven={isGiven}
      refusal={(problem) => <FormProblem problem={problem} />}
      onSubmit={send}
      onClose={props.onClose}
    >
      {({ isTried, problem }) => (
        <>
          <NameFields typed={typed} onTyped={setTyped} problem={problem()} />
          <PhoneRows typed={typed} onTyped={setTyped} countryCode={props.countryCode} isTried={isTried()} />
        </>
      )}
    </ReasonForm>
  );
}

function NameFields(props: {
  readonly typed: TypedIdentity;
  readonly onTyped: SetStoreFunction<TypedIdentity>;
  readonly problem: ApiProblem | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const field = (name: 'name' | 'nameLatin' | 'email') => ({
    label: t(`people.field.${name}`),
    isOptional: true,
    value: props.typed[name],
    error: faultOf(messages, props.problem, name),
    onInput: (value: string) => props.onTyped(name, value),
  });
  return (
    <>
      <TextField {...field('name')} />
      <TextField {...field('nameLatin')} hint={t('people.name-latin-hint')} />
      <TextField {...field('email')} type="email" />
    </>
  );
}

function PhoneRows(props: {
  readonly typed: TypedIdentity;
  readonly onTyped: SetStoreFunction<TypedIdentity>;
  readonly countryCode: string | null;
  readonly isTried: boolean;
}) {
  const messages = useMessages();
  const { t } = messages;
  const hint = () =>
    props.countryCode === null ? t('people.phone.hint') : t('people.phone.hint-code', { code: props.countryCode });
  const fault = (written: string) => {
    if (!props.isTried || written.trim() === '') return undefined;
    const number = parsePhone(written, props.countryCode);
    return number.ok ? undefined : wordIssue(messages, number.error);
  };
  const add = () =>
    props.onTyped('phones', (phones) => [...phones, { id: crypto.randomUUID(), written: '', label: '' }]);
  const remove = (id: string) => props.onTyped('phones', (phones) => phones.filter((phone) => phone.id !== id));
  return (
    <fieldset class="people-rows">
      <legend class="field-label">{t('people.phones')}</legend>
      <p class="field-hint">{hint()}</p>
      <For each={props.typed.phones}>
        {(phone, index) => (
          <div class="people-row">
            <TextField
              label={t('people.phone.number')}
              type="tel"
              width="short"
              value={phone.written}
              error={fault(phone.written)}
              onInput={(written) => props.onTyped('phones', index(), 'written', written)}
            />
            <TextField
              label={t('people.phone.label')}
              isOptional
              width="short"
              value={phone.label}
              onInput={(label) => props.onTyped('phones', index(), 'label', label)}
            />
            <Button
              look="quiet"
              aria-label={t('people.phone.remove', { number: phone.written || String(index() + 1) })}
              onClick={() => remove(phone.id)}
            >
              {t('people.remove')}
            </Button>
          </div>
        )}
      </For>
      <Show when={props.typed.phones.length < MOST_PHONES}>
        <div>
          <Button onClick={add}>{t('people.phone.add')}</Button>
        </div>
      </Show>
    </fieldset>
  );
}

function typedIdentity({ name, nameLatin, email, phones }: IdentityReply): TypedIdentity {
  const rows = phones.map(({ id, written, label }) => ({ id, written, label: label ?? '' }));
  return { name: name ?? '', nameLatin: nameLatin ?? '', email: email ?? '', phones: rows };
}
