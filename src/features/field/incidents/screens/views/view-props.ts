import type { Status } from '../../incident.ts';
import type { IncidentSettings } from '../../incident-replies.ts';

/** What every view of incidents gets. */
export interface ViewProps {
  readonly mission: string;
  readonly settings: IncidentSettings;
  readonly canEdit: boolean;
  readonly hrefOf: (part: Readonly<Record<string, string | null>>) => string;
  /** Opens an incident, with a status that it is to get. */
  readonly onOpen: (incident: string, to: Status) => void;
}
