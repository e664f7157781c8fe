import { createResource, ErrorBoundary, type JSX, Show } from 'solid-js';
import { api } from '../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import type { FormReply } from '../form-replies.ts';
import { addressesOf } from './view/form-address.ts';
import type { FormTab } from './view/form-tab.ts';
import { BrokenForm } from './work/broken-form.tsx';
import { OpenedForm } from './work/opened-form.tsx';
import './forms.css';

/** One form of a mission: edited, tried, printed, translated, published, frozen. */
export function FormScreen(props: {
  readonly mission: string;
  /** Whether the mission observes an election that is on this server. */
  readonly hasElection: boolean;
  readonly formId: string;
  readonly tab: FormTab;
  readonly canEdit: boolean;
  /** Id of the account of whoever looks. */
  readonly actorId: string;
  /** Shows something beside the work, or nothing. */
  readonly onPanel: (panel: (() => JSX.Element) | null) => void;
  /** Told what the form calls itself. */
  readonly onTitle: (title: string) => void;
  /** Told when the form has nothing any more: its only draft was thrown away. */
  readonly onGone: () => void;
}) {
  const addresses = () => addressesOf(props.mission, props.formId);
  const [form, { refetch }] = createResource(
    () => addresses().api,
    (path) => api.get<FormReply>(path),
  );
  const reload = async () => {
    const reply = await refetch();
    if (reply?.draft === null && reply.versions.length === 0) props.onGone();
  };
  return (
    <Show when={form.error === undefined} fallback={<ErrorState problem={form.error} onRetry={refetch} />}>
      <Show when={form.latest} keyed fallback={<Skeleton rows={8} />}>
        {(reply) => (
          <ErrorBoundary
            fallback={
              <BrokenForm address={addresses().api} reply={reply} canEdit={props.canEdit} onDiscarded={reload} />
            }
          >
            <OpenedForm
              reply={reply}
              addresses={addresses()}
              tab={props.tab}
              canEdit={props.canEdit}
              actorId={props.actorId}
              mission={props.mission}
              hasElection={props.hasElection}
              onTitle={props.onTitle}
              onPanel={props.onPanel}
              onReload={reload}
            />
          </ErrorBoundary>
        )}
      </Show>
    </Show>
  );
}
