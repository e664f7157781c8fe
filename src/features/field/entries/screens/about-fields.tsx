import { createResource, createSignal, onMount, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { keptDraft } from '../../../../platform/ui/fill-form/kept-draft.ts';
import { RadioField, SelectField } from '../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../platform/ui/parts/fields/text-field.tsx';
import { CAME_BY, type CameBy } from '../report-entry.ts';

/** What is asked beside the form. */
export interface About {
  readonly form: string;
  readonly cameBy: CameBy;
  /** Id of the device whose report it is; empty: somebody else's. */
  readonly device: string;
  readonly reporter: string;
  readonly note: string;
}

const NOTHING: About = { form: '', cameBy: 'telephone', device: '', reporter: '', note: '' };

/** What is asked beside the form, kept in the browser like the form itself. */
export interface AboutState {
  readonly value: () => About;
  readonly isReady: () => boolean;
  readonly change: (part: Partial<About>) => void;
  /** Whether it is said whose report it is; where it is not, that is shown. */
  readonly check: () => boolean;
  readonly isTried: () => boolean;
  /** Forgets whose report it was; what stays the same from one to the next stays. */
  readonly remove: () => Promise<void>;
}

export function createAbout(owner: string): AboutState {
  const store = keptDraft<About>(`entry-about/${owner}`);
  const [value, setValue] = createSignal(NOTHING);
  const [isReady, setIsReady] = createSignal(false);
  const [isTried, setIsTried] = createSignal(false);
  const begin = (kept: About | null) => {
    setValue(kept ?? NOTHING);
    setIsReady(true);
  };
  onMount(() => void store.load().then(begin, () => begin(null)));
  const change = (part: Partial<About>) => store.save(setValue((before) => ({ ...before, ...part })));
  return {
    value,
    isReady,
    isTried,
    change,
    check: () => {
      setIsTried(true);
      const isSaid = value().device !== '' || value().reporter.trim() !== '';
      if (!isSaid) document.getElementById('entry-reporter')?.focus();
      return isSaid;
    },
    remove: async () => {
      setIsTried(false);
      change({ device: '', reporter: '', note: '' });
      await store.flush();
    },
  };
}

/** A device of the mission, as far as it is asked for here. */
interface NamedDevice {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

/** Whose report it is, how it came, and what there is to note. */
export function AboutFields(props: { readonly path: string; readonly about: AboutState }) {
  const { t } = useMessages();
  const { value, change, isTried } = props.about;
  const [devices] = createResource(() => api.get<NamedDevice[]>(`${props.path}/devices`));
  const choices = () =>
    (devices.error === undefined ? (devices.latest ?? []) : []).map(({ id, name, state }) => ({
      value: id,
      label: state === 'revoked' ? t('entries.revoked', { name }) : name,
    }));
  const isRevoked = () => devices.latest?.find(({ id }) => id === value().device)?.state === 'revoked';
  const isMissing = () => isTried() && value().device === '' && value().reporter.trim() === '';
  return (
    <div class="entry-about">
      <RadioField
        label={t('entries.came-by')}
        value={value().cameBy}
        choices={CAME_BY.map((way) => ({ value: way, label: t(`entries.came-by.${way}`) }))}
        onInput={(way) => change({ cameBy: way as CameBy })}
      />
      <SelectField
        label={t('entries.device')}
        hint={isRevoked() ? t('entries.revoked-hint') : undefined}
        value={value().device}
        emptyLabel={t('entries.somebody-else')}
        choices={choices()}
        onInput={(device) => change({ device })}
      />
      <Show when={value().device === ''}>
        <TextField
          id="entry-reporter"
          label={t('entries.reporter')}
          hint={t('entries.reporter-hint')}
          value={value().reporter}
          error={isMissing() ? t('entries.reporter-missing') : undefined}
          onInput={(reporter) => change({ reporter })}
        />
      </Show>
      <TextField
        label={t('entries.note')}
        isOptional
        width="full"
        value={value().note}
        onInput={(note) => change({ note })}
      />
    </div>
  );
}
