import { createSignal, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Fact, Facts } from '../../../../../platform/ui/parts/panel/side-panel.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { IdentityReply, ShownPhone } from '../../people-replies.ts';
import { FormProblem } from '../fields/form-problem.tsx';
import { Opening, PanelPart } from '../fields/panel-part.tsx';
import type { PeopleDesk } from '../people-desk.ts';
import { IdentityForm } from './identity-form.tsx';
import { PhoneList } from './phone-list.tsx';

/** Who somebody is: shown when it is asked for, to whoever has the right; each look is noted. */
export function IdentityPart(props: {
  readonly desk: PeopleDesk;
  /** Address of the person. */
  readonly path: string;
}) {
  const { t } = useMessages();
  const [identity, setIdentity] = createSignal<IdentityReply | null>(null);
  const { isBusy, problem, run } = createRequest();
  const show = () => void run(async () => void setIdentity(await api.get<IdentityReply>(`${props.path}/identity`)));
  return (
    <PanelPart title={t('people.identity')}>
      <Switch>
        <Match when={props.desk.settings()?.mayReadIdentities === false}>
          <p class="people-aside">
            {t('people.identity.no-right')}{' '}
            <Show when={props.desk.isAdministrator()}>
              <a href="/desk/accounts">{t('people.identity.accounts')}</a>
            </Show>
          </p>
        </Match>
        <Match when={identity()}>
          {(shown) => (
            <ShownIdentity
              {...props}
              identity={shown()}
              onShown={setIdentity}
              onAgain={show}
              onHide={() => setIdentity(null)}
            />
          )}
        </Match>
        <Match when={props.desk.settings()?.mayReadIdentities}>
          <FormProblem problem={problem()} />
          <p class="people-aside">{t('people.identity.noted')}</p>
          <div>
            <Button isBusy={isBusy()} onClick={show}>
              {t('people.identity.show')}
            </Button>
          </div>
        </Match>
      </Switch>
    </PanelPart>
  );
}

function ShownIdentity(props: {
  readonly desk: PeopleDesk;
  readonly path: string;
  readonly identity: IdentityReply;
  readonly onShown: (identity: IdentityReply) => void;
  readonly onAgain: () => void;
  readonly onHide: () => void;
}) {
  const { t } = useMessages();
  const hasNone = () => {
    const { name, nameLatin, email, phones } = props.identity;
    return name === null && nameLatin === null && email === null && phones.length === 0;
  };
  return (
    <div class="people-identity">
      <Show when={!hasNone()} fallback={<p>{t('people.identity.none')}</p>}>
        <Facts>
          <Fact term={t('people.field.name')}>
            <bdi>{props.identity.name ?? t('people.nothing')}</bdi>
          </Fact>
          <Show when={props.identity.nameLatin}>
            {(name) => (
              <Fact term={t('people.field.nameLatin')}>
                <bdi>{name()}</bdi>
              </Fact>
            )}
          </Show>
          <Show when={props.identity.email}>
            {(email) => (
              <Fact term={t('people.field.email')}>
                <a href={`mailto:${email()}`}>{email()}</a>
              </Fact>
            )}
          </Show>
        </Facts>
        <h4>{t('people.phones')}</h4>
        <PhoneList
          path={props.path}
          phones={props.identity.phones}
          canEdit={props.desk.canEdit()}
          onUsed={(used) => props.onShown(withUsed(props.identity, used))}
        />
      </Show>
      <div class="buttons">
        <Button look="quiet" onClick={props.onHide}>
          {t('people.identity.hide')}
        </Button>
      </div>
      <Show when={props.desk.canEdit()}>
        <Opening label={t('people.identity.change')}>
          {(close) => (
            <IdentityForm
              path={props.path}
              identity={props.identity}
              countryCode={props.desk.settings()?.countryCode ?? null}
              onSaved={(saved) => {
                close();
                props.onShown(saved);
                props.desk.changed();
              }}
              onOutdated={props.onAgain}
              onClose={close}
            />
          )}
        </Opening>
      </Show>
    </div>
  );
}

/** The telephone that was used stands first. What is shown already is not asked for again: that would be another look. */
function withUsed(identity: IdentityReply, used: ShownPhone): IdentityReply {
  const others = identity.phones.filter(({ id }) => id !== used.id);
  return { ...identity, phones: [{ ...used, lastUsedAt: new Date().toISOString() }, ...others] };
}
