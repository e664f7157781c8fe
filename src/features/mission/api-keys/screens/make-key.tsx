import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { CodeBlock } from '../../../../platform/ui/parts/actions/copy-button.tsx';
import { Checkbox } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../platform/ui/request.ts';
import { type MadeKey, SCOPES, type Scope } from '../api-key.ts';

/** Asks what a key is for, makes it, and shows it this once. */
export function MakeKey(props: { readonly path: string; readonly onMade: () => void; readonly onClose: () => void }) {
  const { t } = useMessages();
  const [made, setMade] = createSignal<MadeKey | null>(null);
  return (
    <Show
      when={made()}
      fallback={
        <NewKey
          {...props}
          onMade={(key) => {
            setMade(key);
            props.onMade();
          }}
        />
      }
    >
      {(key) => (
        <div class="api-key-form">
          <p>{t('apiKeys.shown-once')}</p>
          <CodeBlock text={key().key} label={key().name} />
          <Buttons>
            <Button look="primary" onClick={props.onClose}>
              {t('apiKeys.done')}
            </Button>
          </Buttons>
        </div>
      )}
    </Show>
  );
}

function NewKey(props: {
  readonly path: string;
  readonly onMade: (key: MadeKey) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const [name, setName] = createSignal('');
  const [scopes, setScopes] = createSignal<readonly Scope[]>([]);
  const [isTried, setIsTried] = createSignal(false);
  const work = createRequest();
  const isNamed = () => name().trim() !== '';
  const choose = (scope: Scope, isChosen: boolean) =>
    setScopes((before) => SCOPES.filter((each) => (each === scope ? isChosen : before.includes(each))));
  const submit = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (!isNamed() || scopes().length === 0) return;
    void work.run(async () =>
      props.onMade(await api.post<MadeKey>(props.path, { name: name().trim(), scopes: scopes() })),
    );
  };
  return (
    <form class="api-key-form" onSubmit={submit} novalidate>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <TextField
        label={t('apiKeys.name')}
        hint={t('apiKeys.name-hint')}
        value={name()}
        error={isTried() && !isNamed() ? t('apiKeys.name-missing') : undefined}
        onInput={setName}
      />
      <fieldset class="api-key-scopes">
        <legend>{t('apiKeys.scopes')}</legend>
        <For each={SCOPES}>
          {(scope) => (
            <Checkbox
              label={t(`apiKeys.scope.${scope}`)}
              checked={scopes().includes(scope)}
              onInput={(isChosen) => choose(scope, isChosen)}
            />
          )}
        </For>
        <Show when={isTried() && scopes().length === 0}>
          <p class="field-error" role="alert">
            {t('apiKeys.scopes-missing')}
          </p>
        </Show>
      </fieldset>
      <Buttons>
        <Button type="submit" look="primary" isBusy={work.isBusy()}>
          {t('apiKeys.make')}
        </Button>
        <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
      </Buttons>
    </form>
  );
}
