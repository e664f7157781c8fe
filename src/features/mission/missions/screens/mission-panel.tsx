import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LANGUAGE_NAMES } from '../../../../platform/i18n/languages.ts';
import { ApiProblem, api } from '../../../../platform/ui/api.ts';
import { Button, Buttons } from '../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox, type Choice, SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextArea, TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import {
  EXERCISE_BEGINNING,
  isExercise,
  isMissionSlug,
  NAME_LANGUAGES,
  type ObservationMission,
} from '../observation-mission.ts';
import './missions.css';

/** The form for a mission that is not there yet, or for what is said of one. */
export function MissionPanel(props: {
  /** Null: a new one. */
  readonly mission: ObservationMission | null;
  readonly elections: readonly Choice[];
  readonly canArchive: boolean;
  readonly onSaved: (mission: ObservationMission) => void;
  readonly onClose: () => void;
}) {
  const { t } = useMessages();
  const id = crypto.randomUUID();
  const [words, setWords] = createSignal(wordsOf(props.mission));
  const [isTried, setIsTried] = createSignal(false);
  const [work, run] = createWork(props);
  const save = () => {
    setIsTried(true);
    const { name, slug, election } = words();
    if (!isNamed(name) || !isMissionSlug(slug)) return;
    const said = { name: namesIn(name), election: election === '' ? null : election };
    const { mission } = props;
    void run(() =>
      mission === null
        ? api.post('/api/missions', { id, slug, ...said })
        : api.put(pathOf(mission), { ...said, base: mission.revision }),
    );
  };
  return (
    <SidePanel
      title={props.mission === null ? t('mission.new') : t('mission.settings')}
      onClose={props.onClose}
      actions={
        <Buttons>
          <Button look="primary" isBusy={work().isBusy} onClick={save}>
            {t('ui.save')}
          </Button>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
        </Buttons>
      }
    >
      <Show when={work().problem}>{(problem) => <ErrorState problem={problem()} />}</Show>
      <MissionFields
        mission={props.mission}
        elections={props.elections}
        words={words()}
        isTried={isTried()}
        onWords={setWords}
      />
      <Show when={props.canArchive && props.mission}>
        {(mission) => (
          <Archival
            mission={mission()}
            isBusy={work().isBusy}
            onArchive={(reason) => {
              const { isArchived, revision } = mission();
              void run(() =>
                api.put(`${pathOf(mission())}/archival`, { isArchived: !isArchived, base: revision, reason }),
              );
            }}
          />
        )}
      </Show>
    </SidePanel>
  );
}

/** What a person writes about a mission. */
interface MissionWords {
  readonly name: Readonly<Record<string, string>>;
  readonly slug: string;
  /** Empty: none. */
  readonly election: string;
}

function wordsOf(mission: ObservationMission | null): MissionWords {
  return { name: mission?.name ?? {}, slug: mission?.slug ?? '', election: mission?.election ?? '' };
}

function namesIn(name: MissionWords['name']): Record<string, string> {
  return Object.fromEntries(Object.entries(name).filter(([, text]) => text.trim() !== ''));
}

function isNamed(name: MissionWords['name']): boolean {
  return Object.keys(namesIn(name)).length > 0;
}

function MissionFields(props: {
  readonly mission: ObservationMission | null;
  readonly elections: readonly Choice[];
  readonly words: MissionWords;
  readonly isTried: boolean;
  readonly onWords: (words: MissionWords) => void;
}) {
  const { t } = useMessages();
  const change = (part: Partial<MissionWords>) => props.onWords({ ...props.words, ...part });
  const nameFault = () => (props.isTried && !isNamed(props.words.name) ? t('mission.name-missing') : undefined);
  const slugFault = () => (props.isTried && !isMissionSlug(props.words.slug) ? t('mission.slug-wrong') : undefined);
  return (
    <div class="mission-fields">
      <For each={NAME_LANGUAGES}>
        {(language) => (
          <TextField
            label={t('mission.name', { language: LANGUAGE_NAMES[language] })}
            lang={language}
            isOptional={isNamed(props.words.name) && (props.words.name[language] ?? '') === ''}
            value={props.words.name[language] ?? ''}
            error={nameFault()}
            onInput={(text) => change({ name: { ...props.words.name, [language]: text } })}
          />
        )}
      </For>
      <Show when={props.mission === null}>
        <TextField
          label={t('mission.slug')}
          hint={t('mission.slug-hint')}
          value={props.words.slug}
          error={slugFault()}
          onInput={(slug) => change({ slug })}
        />
        <Checkbox
          label={t('mission.is-exercise')}
          hint={t('mission.is-exercise-hint')}
          checked={isExercise(props.words.slug)}
          onInput={(wanted) => change({ slug: slugOf(props.words.slug, wanted) })}
        />
      </Show>
      <SelectField
        label={t('mission.election')}
        isOptional
        emptyLabel={t('mission.no-election')}
        choices={props.elections}
        value={props.words.election}
        onInput={(election) => change({ election })}
      />
    </div>
  );
}

/** The name with the beginning of exercises, or without it. */
function slugOf(slug: string, isWanted: boolean): string {
  const own = isExercise(slug) ? slug.slice(EXERCISE_BEGINNING.length) : slug;
  return isWanted ? `${EXERCISE_BEGINNING}${own}` : own;
}

function Archival(props: {
  readonly mission: ObservationMission;
  readonly isBusy: boolean;
  readonly onArchive: (reason: string) => void;
}) {
  const { t } = useMessages();
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const archive = () => {
    setIsTried(true);
    if (reason().trim() !== '') props.onArchive(reason().trim());
  };
  return (
    <section class="mission-archival">
      <h3>{t(props.mission.isArchived ? 'mission.unarchive' : 'mission.archive')}</h3>
      <p>{t(props.mission.isArchived ? 'mission.unarchive-hint' : 'mission.archive-hint')}</p>
      <TextArea
        label={t('mission.reason')}
        rows={2}
        value={reason()}
        error={isTried() && reason().trim() === '' ? t('mission.reason-missing') : undefined}
        onInput={setReason}
      />
      <Button isBusy={props.isBusy} onClick={archive}>
        {t(props.mission.isArchived ? 'mission.unarchive' : 'mission.archive')}
      </Button>
    </section>
  );
}

interface Work {
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
}

/** One request at a time, and what became of the last. */
function createWork(props: { readonly onSaved: (mission: ObservationMission) => void }) {
  const [work, setWork] = createSignal<Work>({ isBusy: false, problem: null });
  const run = (ask: () => Promise<ObservationMission>): Promise<void> => {
    setWork({ isBusy: true, problem: null });
    return ask().then(
      (mission) => {
        setWork({ isBusy: false, problem: null });
        props.onSaved(mission);
      },
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        setWork({ isBusy: false, problem: error });
      },
    );
  };
  return [work, run] as const;
}

function pathOf({ slug }: ObservationMission): string {
  return `/api/missions/${encodeURIComponent(slug)}`;
}
