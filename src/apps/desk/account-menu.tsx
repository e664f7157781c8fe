import { useNavigate } from '@solidjs/router';
import { Show } from 'solid-js';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { api, forgetReplies } from '../../platform/ui/api.ts';
import { Menu, MenuItem } from '../../platform/ui/parts/actions/menu.tsx';
import { useSession } from './session.tsx';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useMessages();
  const { session, refresh } = useSession();
  const navigate = useNavigate();
  const signOut = async () => {
    await api.post('/api/sign-out');
    forgetReplies();
    await refresh();
    navigate('/desk/sign-in');
  };
  return (
    <Show when={session().actor}>
      {(actor) => (
        <Menu button={<bdi>{actor().name}</bdi>}>
          <MenuItem href="/desk/account">{t('desk.account')}</MenuItem>
          <MenuItem onChoose={signOut}>{t('desk.sign-out')}</MenuItem>
        </Menu>
      )}
    </Show>
  );
}
