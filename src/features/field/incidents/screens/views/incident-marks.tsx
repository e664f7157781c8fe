import { Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { ListedIncident } from '../../incident-replies.ts';
import { STATUS_MARKS } from '../incident-words.ts';

/** How far an incident has been dealt with, and who has it. */
export function StatusWords(props: { readonly incident: Pick<ListedIncident, 'status' | 'assignee'> }) {
  const { t } = useMessages();
  return (
    <span class="incident-marks">
      <StatusMark status={STATUS_MARKS[props.incident.status]}>
        {t(`incidents.status.${props.incident.status}`)}
      </StatusMark>
      <Show when={props.incident.assignee}>{(assignee) => <bdi>{assignee().name}</bdi>}</Show>
    </span>
  );
}

/** How dangerous it is, in words; an SOS that nobody has heard says so. */
export function DangerWords(props: { readonly incident: Pick<ListedIncident, 'facts' | 'isLoud'> }) {
  const { t } = useMessages();
  return (
    <Show when={props.incident.facts.danger}>
      {(danger) => (
        <span class="incident-danger" data-danger={danger()}>
          {t(`incidents.danger.${danger()}`)}
          <Show when={props.incident.isLoud}> · {t('incidents.unheard')}</Show>
        </span>
      )}
    </Show>
  );
}
