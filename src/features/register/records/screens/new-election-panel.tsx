import type { Cells } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { SidePanel } from '../../../../platform/ui/parts/panel/side-panel.tsx';
import type { SavedReply } from '../contract.ts';
import { RecordForm } from './form/record-form.tsx';
import { faultsOf, finish } from './saving.ts';

/** What most elections start with. */
const USUAL: Cells = { kind: 'ordinary', languages: 'en|ru|az', opens: '08:00', closes: '20:00' };

/** The form for an election that is not there yet; it begins private. */
export function NewElectionPanel(props: { readonly onCreated: (slug: string) => void; readonly onClose: () => void }) {
  const { t } = useMessages();
  const id = crypto.randomUUID();
  const save = (cells: Cells) =>
    faultsOf(api.post<SavedReply>('/api/elections', { id, cells })).then(
      finish(() => props.onCreated(cells.key ?? '')),
    );
  return (
    <SidePanel title={t('desk.election.new')} onClose={props.onClose}>
      <RecordForm
        draftName="elections/new"
        kind="election"
        cells={USUAL}
        isNew
        candidatesOf={() => []}
        onSave={save}
        onCancel={props.onClose}
      />
    </SidePanel>
  );
}
