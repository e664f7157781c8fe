import { createResource, createSignal, Show } from 'solid-js';
import { createStore } from 'solid-js/store';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button, Buttons, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { focusFirstFault } from '../../../../../platform/ui/parts/fields/field.tsx';
import { TextArea } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { FaultyState } from '../../../../../platform/ui/parts/states/faulty-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ListedSample, SampleOptions, SamplePreview, ShownSample } from '../../sample-replies.ts';
import { DesignFields } from './design-fields.tsx';
import { PreviewView } from './preview-view.tsx';
import { findDraftFaults, newDraft, readDraft, type SampleDraft } from './sample-draft.ts';
import { SeedFields } from './seed-fields.tsx';

interface DrawProps {
  readonly path: string;
  /** The sample in whose place the new one is drawn; null: none. */
  readonly replaced: ListedSample | null;
  readonly onDrawn: (sample: string) => void;
}

/** Draws a sample: first its design, then what would be drawn, then the draw itself, which registers it in the log. */
export function DrawScreen(props: DrawProps) {
  const { t } = useMessages();
  const [options] = createResource(
    () => `${props.path}/options`,
    (address) => api.get<SampleOptions>(address),
  );
  const toList = () => <LinkButton href="?part=samples">{t('samples.to-list')}</LinkButton>;
  return (
    <Show when={options.error === undefined} fallback={<ErrorState problem={options.error} />}>
      <Show when={options.latest} fallback={<Skeleton rows={8} />}>
        {(known) => (
          <Show
            when={known().election !== null && known().stations > 0}
            fallback={
              <EmptyState title={t('samples.no-register')} actions={toList()}>
                {t('samples.no-register-hint')}
              </EmptyState>
            }
          >
            <DrawForm {...props} options={known()} />
          </Show>
        )}
      </Show>
    </Show>
  );
}

/** 32 hexadecimal digits that nobody could foresee. */
function makeSeed(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface Looked {
  readonly preview: SamplePreview;
  /** What was looked at: whatever is changed afterwards is looked at again. */
  readonly draft: string;
}

function DrawForm(props: DrawProps & { readonly options: SampleOptions }) {
  const { t } = useMessages();
  const [draft, setDraft] = createStore<SampleDraft>(newDraft(props.options, makeSeed()));
  const [reason, setReason] = createSignal('');
  const [isTried, setIsTried] = createSignal(false);
  const [looked, setLooked] = createSignal<Looked | null>(null);
  const work = createRequest();
  // One that is sent twice, because no answer came, is drawn once.
  const id = crypto.randomUUID();
  const asked = () => readDraft(draft, props.options);
  const shown = () => {
    const found = looked();
    return found !== null && found.draft === JSON.stringify(asked()) ? found.preview : null;
  };
  const lacksReason = () => props.replaced !== null && reason().trim() === '';
  const faults = () => (isTried() ? findDraftFaults(draft, props.options) : new Set<never>());
  const look = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    if (findDraftFaults(draft, props.options).size > 0 || lacksReason()) return focusFirstFault(event);
    const wanted = asked();
    void work.run(async () => {
      setLooked({
        preview: await api.post<SamplePreview>(`${props.path}/preview`, wanted),
        draft: JSON.stringify(wanted),
      });
    });
  };
  const draw = (frame: string) =>
    void work.run(async () => {
      const replaces = props.replaced === null ? null : { sample: props.replaced.id, reason: reason().trim() };
      const [name, seed] = [draft.name.trim(), draft.seed.trim()];
      const drawn = await api.postOnce<ShownSample>(props.path, { ...asked(), id, name, seed, frame, replaces });
      showToast({ message: t('samples.drawn-told', { count: drawn.selected }) });
      props.onDrawn(drawn.id);
    });
  return (
    <form class="sample-form" onSubmit={look} novalidate>
      <a href="?part=samples">{t('samples.to-list')}</a>
      <h2>{t('samples.draw')}</h2>
      <Show when={props.replaced}>
        {(replaced) => (
          <>
            <p class="sample-words">{t('samples.replaces', { name: replaced().name })}</p>
            <TextArea
              label={t('samples.reason')}
              rows={2}
              value={reason()}
              error={isTried() && lacksReason() ? t('samples.reason-missing') : undefined}
              onInput={setReason}
            />
          </>
        )}
      </Show>
      <DesignFields draft={draft} options={props.options} faults={faults()} onType={setDraft} />
      <SeedFields draft={draft} faults={faults()} onType={setDraft} onMake={() => setDraft({ seed: makeSeed() })} />
      <Show when={work.problem()}>{(problem) => <FaultyState problem={problem()} />}</Show>
      <Buttons>
        <Button type="submit" look={shown() === null ? 'primary' : 'plain'} isBusy={work.isBusy()}>
          {t('samples.look')}
        </Button>
      </Buttons>
      <Show when={shown()}>
        {(preview) => <PreviewView preview={preview()} isBusy={work.isBusy()} onDraw={draw} />}
      </Show>
    </form>
  );
}
