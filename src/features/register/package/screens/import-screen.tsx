import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { type Choice, SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { FileDrop } from '../../../../platform/ui/parts/fields/file-drop.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { ProgressBar } from '../../../../platform/ui/parts/states/progress-bar.tsx';
import { FaultyFiles } from './faulty-files.tsx';
import { ImportWork } from './import-work.ts';
import { PastImports } from './past-imports.tsx';
import { LoadedNote, PlanView } from './plan-view.tsx';
import './import.css';

/** Loads an election from its files: drop them, see what is wrong and what would change, correct, load. */
export function ImportScreen(props: {
  /** Elections on this server: key and name. */
  readonly elections: readonly Choice[];
  /** The one that is chosen at first; null: none. */
  readonly slug: string | null;
  readonly onChoose?: ((slug: string | null) => void) | undefined;
}) {
  const { t } = useMessages();
  const work = new ImportWork(() => props.slug);
  const isBusy = () => work.phase() === 'checking' || work.phase() === 'loading';
  const choose = (slug: string) => {
    work.reset();
    props.onChoose?.(slug === '' ? null : slug);
  };
  return (
    <div class="import">
      <section class="import-choose">
        <p class="import-lead">{t('import.lead')}</p>
        <Show when={props.elections.length > 0}>
          <SelectField
            label={t('import.election')}
            hint={t('import.election-hint')}
            isOptional
            emptyLabel={t('import.election-of-file')}
            choices={props.elections}
            value={props.slug ?? ''}
            onInput={choose}
            disabled={isBusy()}
          />
        </Show>
        <FileDrop
          label={t('import.drop')}
          hint={t('import.drop-hint')}
          onFiles={(files) => work.begin(files)}
          disabled={isBusy()}
        />
      </section>
      <Show when={isBusy()}>
        <ProgressBar
          label={t(`import.${work.phase() === 'loading' ? 'loading' : 'checking'}`)}
          detail={sizeOf(work, t)}
        />
      </Show>
      <Show when={work.problem()}>{(problem) => <ErrorState problem={problem()} onRetry={() => work.check()} />}</Show>
      <Switch>
        <Match when={work.phase() === 'loaded' && work.loaded()}>
          {(done) => <LoadedNote done={done()} onMore={() => work.reset()} />}
        </Match>
        <Match when={work.checked()}>
          <Outcome work={work} />
        </Match>
      </Switch>
      <Show when={work.loaded()?.slug ?? props.slug}>
        {(slug) => <PastImports slug={slug()} last={work.loaded()} />}
      </Show>
    </div>
  );
}

/** What the check found: errors beside their rows, or what would change. */
function Outcome(props: { readonly work: ImportWork }) {
  const { t } = useMessages();
  const [heading, setHeading] = createSignal<HTMLHeadingElement>();
  const reply = () => props.work.checked();
  // Whoever cannot see the page is taken to the result once it is there.
  createEffect(on(reply, () => heading()?.focus()));
  const words = () => {
    const found = reply();
    if (found === null) return '';
    return found.errors > 0 ? t('import.errors', { count: found.errors }) : t('import.sound');
  };
  return (
    <Show when={reply()}>
      {(found) => (
        <section class="import-outcome">
          <h2 tabindex="-1" ref={setHeading}>
            {words()}
          </h2>
          <Show when={found().election}>
            {(election) => (
              <p>{t(election().isNew ? 'import.creates' : 'import.changes', { election: election().slug })}</p>
            )}
          </Show>
          <FaultyFiles work={props.work} reply={found()} />
          <Show when={found().errors > 0 || props.work.isChanged()}>
            <Buttons>
              <Button look="primary" isBusy={props.work.phase() === 'checking'} onClick={() => props.work.check()}>
                {t('import.check-again')}
              </Button>
              <Button onClick={() => props.work.reset()}>{t('import.discard')}</Button>
            </Buttons>
          </Show>
          <Show when={!props.work.isChanged() && found().plan}>
            {(plan) => <PlanView plan={plan()} work={props.work} />}
          </Show>
        </section>
      )}
    </Show>
  );
}

function sizeOf(work: ImportWork, t: ReturnType<typeof useMessages>['t']): string {
  const bytes = work.files().reduce((sum, { file }) => sum + file.size, 0);
  return t('import.size', { count: work.files().length, kilobytes: Math.ceil(bytes / 1_024) });
}
