import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Menu, MenuItem } from '../../../../../platform/ui/parts/actions/menu.tsx';
import { showToast } from '../../../../../platform/ui/parts/actions/toast.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { createRequest } from '../../../../../platform/ui/request.ts';
import type { ListView, SavedView } from '../../arrivals/list/list-view.ts';
import type { SavedViews, ViewDifference } from './saved-views.ts';
import { ViewForm } from './view-form.tsx';

/** Lists that are kept under a name: to be opened, kept, named anew, shared and deleted. */
export function ViewMenu(props: { readonly saved: SavedViews; readonly view: ListView }) {
  const { t } = useMessages();
  const { saved } = props;
  const [edited, setEdited] = createSignal<SavedView | 'new' | null>(null);
  const { problem, run } = createRequest();
  const isMine = (mine: boolean) => saved.views().filter((view) => view.isMine === mine);
  const nameOf = (view: SavedView) =>
    view.isMine ? view.name : t('reportList.views.by', { name: view.name, owner: view.ownerName });
  const currentName = () => {
    const view = saved.current();
    return view === null ? t('reportList.views.all') : nameOf(view);
  };
  const update = (view: SavedView) => {
    const words = { name: view.name, isShared: view.isShared };
    void run(async () => {
      await saved.change(view, words, props.view);
      showToast({ message: t('reportList.views.saved', { name: view.name }) });
    });
  };
  const remove = (view: SavedView) =>
    void run(async () => {
      await saved.remove(view);
      const undo = { label: t('reportList.undo'), run: () => void run(() => saved.restore(view)) };
      showToast({ message: t('reportList.views.deleted', { name: view.name }), action: undo });
    });
  return (
    <>
      <Menu button={<ViewName name={currentName()} difference={saved.difference()} />}>
        <ChangedView saved={saved} name={currentName()} onUpdate={update} onSave={() => setEdited('new')} />
        <MenuItem isChosen={saved.current() === null && saved.difference() === null} onChoose={() => saved.open(null)}>
          {t('reportList.views.all')}
        </MenuItem>
        <ViewGroup title={t('reportList.views.mine')} views={isMine(true)} nameOf={nameOf} saved={saved} />
        <ViewGroup title={t('reportList.views.shared')} views={isMine(false)} nameOf={nameOf} saved={saved} />
        <hr class="list-line" />
        <Show when={saved.current()}>
          {(view) => (
            <Show when={saved.mayChange(view())}>
              <MenuItem onChoose={() => setEdited(view())}>
                {t('reportList.views.edit', { name: view().name })}
              </MenuItem>
              <MenuItem onChoose={() => remove(view())}>{t('reportList.views.delete', { name: view().name })}</MenuItem>
            </Show>
          )}
        </Show>
        <Show when={saved.difference() === null}>
          <MenuItem onChoose={() => setEdited('new')}>{t('reportList.views.save')}</MenuItem>
        </Show>
      </Menu>
      <ViewForm saved={saved} view={props.view} edited={edited()} onClose={() => setEdited(null)} />
      <Show when={problem()}>{(found) => <ErrorState problem={found()} />}</Show>
    </>
  );
}

/** What can be done with a list that is no longer what its name says: to keep it so, or to have the former one back. */
function ChangedView(props: {
  readonly saved: SavedViews;
  readonly name: string;
  readonly onUpdate: (view: SavedView) => void;
  readonly onSave: () => void;
}) {
  const { t } = useMessages();
  const { saved } = props;
  const changeable = () => {
    const view = saved.current();
    return view !== null && saved.mayChange(view) ? view : null;
  };
  return (
    <Show when={saved.difference()}>
      {(difference) => (
        <>
          <p class="menu-heading">
            <bdi>{props.name}</bdi>, {t(`reportList.views.${difference()}`)}
          </p>
          <Show when={changeable()}>
            {(view) => (
              <MenuItem onChoose={() => props.onUpdate(view())}>
                {t('reportList.views.update', { name: view().name })}
              </MenuItem>
            )}
          </Show>
          <MenuItem onChoose={props.onSave}>{t('reportList.views.save')}</MenuItem>
          <MenuItem onChoose={() => saved.open(saved.current())}>
            {t('reportList.views.back', { name: props.name })}
          </MenuItem>
          <hr class="list-line" />
        </>
      )}
    </Show>
  );
}

function ViewName(props: { readonly name: string; readonly difference: ViewDifference }) {
  const { t } = useMessages();
  return (
    <>
      <span class="list-view-name">
        <span class="only-heard">{t('reportList.views')}: </span>
        <bdi>{props.name}</bdi>
      </span>
      <Show when={props.difference}>
        {(difference) => (
          <span class="list-view-difference">
            <span class="only-heard">, </span>
            {t(`reportList.views.${difference()}`)}
          </span>
        )}
      </Show>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d="M2 4.5 6 8.5 10 4.5" fill="none" stroke="currentColor" stroke-width="1.5" />
      </svg>
    </>
  );
}

function ViewGroup(props: {
  readonly title: string;
  readonly views: readonly SavedView[];
  readonly nameOf: (view: SavedView) => string;
  readonly saved: SavedViews;
}) {
  return (
    <Show when={props.views.length > 0}>
      <p class="menu-heading">{props.title}</p>
      <For each={props.views}>
        {(view) => (
          <MenuItem
            isChosen={props.saved.current()?.id === view.id && props.saved.difference() === null}
            onChoose={() => props.saved.open(view)}
          >
            <bdi>{props.nameOf(view)}</bdi>
          </MenuItem>
        )}
      </For>
    </Show>
  );
}
