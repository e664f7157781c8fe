import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import { Button, LinkButton } from '../../../../../platform/ui/parts/actions/button.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ListedIncident, SosCall } from '../../incident-replies.ts';
import { createLive } from './create-live.ts';
import { isSoundOn, playSos, switchSound } from './sos-sound.ts';
import './sos.css';

const SOUND_EVERY_MS = 15_000;

/** What cries for somebody, on every page of a mission, until somebody acknowledges it. */
export function SosBanner(props: { readonly mission: string; readonly canEdit: boolean }) {
  const { t } = useMessages();
  const path = `/api/missions/${encodeURIComponent(props.mission)}/incidents`;
  const live = createLive<SosCall>(props.mission, () => `${path}/sos`);
  const count = () => live.shown.reply?.count ?? 0;
  const [seen, setSeen] = createSignal<readonly string[]>([]);
  const heard = () => live.shown.reply?.heard.filter(({ id }) => !seen().includes(id)) ?? [];
  markTitle(() => (count() > 0 ? t('sos.title', { count: count() }) : ''));
  soundWhile(count);
  return (
    <>
      {/* Empty at first, so that what comes into it is read out. */}
      <section class="sos" role="alert" data-loud={count() > 0 ? '' : undefined}>
        <Show when={count() > 0}>
          <h2>{t('sos.loud', { count: count() })}</h2>
          <ul>
            <For each={live.shown.reply?.incidents ?? []}>
              {(incident) => <SosEntry {...props} path={path} incident={incident} onHeard={live.now} />}
            </For>
          </ul>
          <div class="buttons">
            <Show when={count() > (live.shown.reply?.incidents.length ?? 0)}>
              <LinkButton href={`${hrefOf(props.mission)}?sos=loud`}>{t('sos.all', { count: count() })}</LinkButton>
            </Show>
            <Button aria-pressed={isSoundOn()} onClick={switchSound}>
              {t('sos.sound')}
            </Button>
          </div>
        </Show>
      </section>
      <div role="status" class="sos-heard">
        <For each={heard()}>
          {(incident) => (
            <p>
              {t('sos.heard', { number: incident.number, name: incident.acknowledged?.by ?? '' })}
              <Button look="quiet" onClick={() => setSeen((ids) => [...ids, incident.id])}>
                {t('sos.seen')}
              </Button>
            </p>
          )}
        </For>
      </div>
    </>
  );
}

function hrefOf(mission: string): string {
  return `/desk/m/${encodeURIComponent(mission)}/incidents`;
}

function SosEntry(props: {
  readonly mission: string;
  readonly path: string;
  readonly canEdit: boolean;
  readonly incident: ListedIncident;
  readonly onHeard: () => void;
}) {
  const messages = useMessages();
  const { t } = messages;
  const { isBusy, problem, run } = createRequest();
  const id = crypto.randomUUID();
  const acknowledge = () =>
    run(async () => {
      const body = { id, base: null, act: { kind: 'acknowledged' }, reason: null };
      await api.postOnce(`${props.path}/${props.incident.id}/acts`, body);
    }).then(props.onHeard);
  const where = () => {
    const { station, placeWords } = props.incident.facts;
    const name = messages.localized(props.incident.placeNames ?? {})?.text;
    return [station, name, placeWords].filter(Boolean).join(' · ');
  };
  return (
    <li>
      <a href={`${hrefOf(props.mission)}?incident=${props.incident.id}`}>
        #{props.incident.number} <bdi>{props.incident.facts.what ?? ''}</bdi>
      </a>
      <span>
        <bdi>{where()}</bdi> <time>{formatMoment(messages, props.incident.at)}</time>
      </span>
      <Show when={props.canEdit}>
        <Button look="primary" isBusy={isBusy()} onClick={() => void acknowledge()}>
          {t('sos.acknowledge')}
        </Button>
      </Show>
      <Show when={problem()}>
        <span>{t('sos.not-done')}</span>
      </Show>
    </li>
  );
}

/** Puts words before the title of the window, which pages set as they please. */
function markTitle(words: () => string): void {
  let put = '';
  const mark = () => {
    const bare = put !== '' && document.title.startsWith(put) ? document.title.slice(put.length) : document.title;
    put = words() === '' ? '' : `${words()} `;
    const wanted = put + bare;
    if (document.title !== wanted) document.title = wanted;
  };
  createEffect(mark);
  const observer = new MutationObserver(mark);
  const title = document.querySelector('title');
  if (title !== null) observer.observe(title, { childList: true });
  onCleanup(() => {
    observer.disconnect();
    if (put !== '' && document.title.startsWith(put)) document.title = document.title.slice(put.length);
  });
}

/** Sounds at once and again while something cries. */
function soundWhile(count: () => number): void {
  createEffect(() => {
    if (count() === 0) return;
    playSos();
    const timer = setInterval(playSos, SOUND_EVERY_MS);
    onCleanup(() => clearInterval(timer));
  });
}
