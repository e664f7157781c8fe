import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { Button, Buttons, LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { Badge } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { ElectionFileReply } from '../contract.ts';
import { ReasonForm } from './reason-form.tsx';
import { faultsOf, finish } from './saving.ts';
import './records.css';

type Act = 'archive' | 'unarchive' | 'publish' | 'hide';

/** Who may read the election, and whether it is in work: what leaves the house is confirmed with a reason. */
export function ElectionSettings(props: {
  readonly election: ElectionFileReply['election'];
  readonly canAdminister: boolean;
  readonly onChanged: () => void;
}) {
  const { t } = useMessages();
  const [asked, setAsked] = createSignal<Act | null>(null);
  const isPublic = () => props.election.visibility === 'public';
  const done = () => {
    setAsked(null);
    props.onChanged();
  };
  const address = () => `/api/elections/${encodeURIComponent(props.election.slug)}`;
  const submit = (act: Act, reason: string) => faultsOf(send(address(), act, reason)).then(finish(done));
  return (
    <div class="election-settings">
      <p>
        <Badge>{t(`desk.election.${props.election.visibility}`)}</Badge>{' '}
        <Show when={props.election.isArchived}>
          <Badge>{t('desk.election.archived')}</Badge>
        </Show>
      </p>
      <Show when={asked()} keyed fallback={<SettingButtons {...props} isPublic={isPublic()} onAsk={setAsked} />}>
        {(act) => (
          <ReasonForm action={act} onSubmit={(reason) => submit(act, reason)} onCancel={() => setAsked(null)} />
        )}
      </Show>
    </div>
  );
}

function SettingButtons(props: {
  readonly election: ElectionFileReply['election'];
  readonly canAdminister: boolean;
  readonly isPublic: boolean;
  readonly onAsk: (act: Act) => void;
}) {
  const { t } = useMessages();
  const slug = () => encodeURIComponent(props.election.slug);
  return (
    <Buttons>
      <LinkButton href={`/api/elections/${slug()}/export.zip`} isExternal download="">
        {t('desk.election.export')}
      </LinkButton>
      <Show when={props.isPublic && !props.election.isArchived}>
        <LinkButton href={`/e/${slug()}`} isExternal>
          {t('desk.election.public-page')}
        </LinkButton>
      </Show>
      <Show when={props.canAdminister}>
        <Show
          when={!props.election.isArchived}
          fallback={<Button onClick={() => props.onAsk('unarchive')}>{t('desk.unarchive')}</Button>}
        >
          <Button onClick={() => props.onAsk(props.isPublic ? 'hide' : 'publish')}>
            {t(props.isPublic ? 'desk.hide' : 'desk.publish')}
          </Button>
          <Button look="quiet" onClick={() => props.onAsk('archive')}>
            {t('desk.archive')}
          </Button>
        </Show>
      </Show>
    </Buttons>
  );
}

function send(address: string, act: Act, reason: string): Promise<unknown> {
  if (act === 'archive' || act === 'unarchive') return api.post(`${address}/${act}`, { reason });
  return api.post(`${address}/visibility`, { visibility: act === 'publish' ? 'public' : 'private', reason });
}
