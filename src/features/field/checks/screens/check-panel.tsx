import { createEffect, createResource, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { ReasonForm } from '../../../../platform/ui/parts/actions/reason-form.tsx';
import { showToast } from '../../../../platform/ui/parts/actions/toast.tsx';
import { Fact, Facts, SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { CheckVersion, ListedCheck, ShownCheck } from '../check.ts';
import type { CheckDesk } from './check-desk.ts';
import { RuleFaults, StateMark, titleOf } from './check-words.tsx';
import { FoundCounts, OnWord } from './checks-screen.tsx';
import { CheckForm } from './edit/check-form.tsx';

/** A check that is not there yet. */
export function NewCheckPanel(props: {
  readonly desk: CheckDesk;
  readonly onSaved: (check: ShownCheck) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  return (
    <SidePanel title={t('checks.add')} kicker={t('checks.check')} onClose={props.onClose}>
      {/* What is chosen at first depends on which forms there are. */}
      <Show when={props.desk.areFormsKnown()} fallback={<Skeleton rows={6} />}>
        <CheckForm {...props} check={null} />
      </Show>
    </SidePanel>
  );
}

/** A check with what it found, what is wrong with it, and all that it ever was; editors change it here. */
export function CheckPanel(props: { readonly desk: CheckDesk; readonly id: string; readonly onClose: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const { desk } = props;
  const [check, { refetch, mutate }] = createResource(() => api.get<ShownCheck>(`${desk.path}/checks/${props.id}`));
  const [open, setOpen] = createSignal<'edit' | 'switch' | null>(null);
  const listed = () => desk.checks()?.find(({ id }) => id === props.id);
  // What somebody else does is seen here once the list has it; what is being written stays.
  createEffect(
    on(
      () => listed()?.version,
      () => open() === null && void refetch(),
      { defer: true },
    ),
  );
  const found = () => (check.error === undefined ? check.latest : undefined);
  const saved = (now: ShownCheck) => {
    mutate(now);
    setOpen(null);
  };
  const title = () => <bdi>{titleOf(messages, found()?.title ?? listed()?.title ?? {})}</bdi>;
  return (
    <SidePanel title={title()} kicker={t('checks.check')} onClose={props.onClose}>
      <Show when={check.error === undefined} fallback={<ErrorState problem={check.error} onRetry={refetch} />}>
        <Show when={found()} fallback={<Skeleton rows={6} />}>
          {(shown) => (
            <div class="check-panel">
              <Show
                when={open() === 'edit'}
                fallback={
                  <>
                    <CheckFacts desk={desk} check={shown()} listed={listed() ?? shown()} />
                    <Show when={desk.canEdit()}>
                      <Show
                        when={open() === 'switch'}
                        fallback={<Acts check={shown()} onOpen={(part) => setOpen(part)} />}
                      >
                        <SwitchForm desk={desk} check={shown()} onSaved={saved} onClose={() => setOpen(null)} />
                      </Show>
                    </Show>
                    <Versions desk={desk} versions={shown().versions} />
                  </>
                }
              >
                <CheckForm
                  desk={desk}
                  check={shown()}
                  onSaved={saved}
                  onClose={() => {
                    setOpen(null);
                    void refetch();
                  }}
                />
              </Show>
            </div>
          )}
        </Show>
      </Show>
    </SidePanel>
  );
}

function Acts(props: { readonly check: ShownCheck; readonly onOpen: (part: 'edit' | 'switch') => void }) {
  const { t } = useMessages();
  return (
    <Buttons>
      <Button look={props.check.isOn ? 'plain' : 'primary'} onClick={() => props.onOpen('switch')}>
        {t(props.check.isOn ? 'checks.switch-off' : 'checks.switch-on')}
      </Button>
      <Button onClick={() => props.onOpen('edit')}>{t('checks.change')}</Button>
    </Buttons>
  );
}

function CheckFacts(props: { readonly desk: CheckDesk; readonly check: ShownCheck; readonly listed: ListedCheck }) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.check.faults.length > 0}>
        <div class="check-broken" role="alert">
          <p>
            <strong>{t('checks.broken')}</strong> {t('checks.broken-hint')}
          </p>
          <RuleFaults rule={props.check.expression} faults={props.check.faults} />
        </div>
      </Show>
      <Facts>
        <Fact term={t('checks.on')}>
          <OnWord check={props.listed} />
        </Fact>
        <Show when={props.listed.isOn}>
          <Fact term={t('checks.found')}>
            <FoundCounts desk={props.desk} check={props.listed} />
          </Fact>
        </Show>
        <Fact term={t('checks.severity')}>
          <StateMark state="flagged" severity={props.check.severity} />
        </Fact>
        <Fact term={t('checks.form')}>
          <bdi>{props.desk.formName(props.check.form)}</bdi>
        </Fact>
        <Fact term={t('checks.rule')}>
          <code class="check-rule">{props.check.expression}</code>
        </Fact>
        <Show when={props.check.other}>
          {(other) => (
            <Fact term={t('checks.other')}>
              <bdi>{props.desk.formName(other())}</bdi>
            </Fact>
          )}
        </Show>
      </Facts>
    </>
  );
}

function SwitchForm(props: {
  readonly desk: CheckDesk;
  readonly check: ShownCheck;
  readonly onSaved: (check: ShownCheck) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const { desk, check } = props;
  const submit = async (reason: string) => {
    const { title, severity, expression, other, isOn, version: base, id } = check;
    const body = { title, severity, expression, other, isOn: !isOn, base, reason };
    const saved = await api.put<ShownCheck>(`${desk.path}/checks/${id}`, body);
    showToast({ message: t(isOn ? 'checks.switched-off' : 'checks.switched-on') });
    desk.now();
    props.onSaved(saved);
  };
  return (
    <ReasonForm
      class="check-form"
      words={{ label: t('checks.reason'), hint: t('checks.reason-hint'), missing: t('checks.reason-missing') }}
      submitLabel={t(check.isOn ? 'checks.switch-off' : 'checks.switch-on')}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {() => <p class="check-note">{t(check.isOn ? 'checks.switch-off-hint' : 'checks.switch-on-hint')}</p>}
    </ReasonForm>
  );
}

/** All that it ever was, the newest first. */
function Versions(props: { readonly desk: CheckDesk; readonly versions: readonly CheckVersion[] }) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <section class="check-versions">
      <h3>{t('checks.versions')}</h3>
      <ol reversed>
        <For each={props.versions}>
          {(version) => (
            <li>
              <p>
                <bdi>{version.byName}</bdi> · <time datetime={version.at}>{formatMoment(messages, version.at)}</time>
                <Show when={version.reason}>
                  {(reason) => (
                    <>
                      {' '}
                      · <bdi dir="auto">{reason()}</bdi>
                    </>
                  )}
                </Show>
              </p>
              <p>
                <bdi>{titleOf(messages, version.title)}</bdi> · {t(`checks.severity.${version.severity}`)} ·{' '}
                {t(version.isOn ? 'checks.on.on' : 'checks.on.off')}
                <Show when={version.other}>
                  {(other) => <> · {t('checks.with-other', { form: props.desk.formName(other()) })}</>}
                </Show>
              </p>
              <code class="check-rule">{version.expression}</code>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
