import { useLocation } from '@solidjs/router';
import { KIND_NAMES } from '../../features/register/records/kinds.ts';
import { kindLabel, recordKey, titleOfRecord } from '../../features/register/records/screens/field-words.ts';
import { useMessages } from '../../platform/i18n/language-provider.tsx';
import { newRecordHref, recordHref } from '../../platform/ui/parts/links/record-address.ts';
import { CommandPalette } from '../../platform/ui/parts/palette/command-palette.tsx';
import type { PaletteItem } from '../../platform/ui/parts/palette/palette-search.ts';
import type { LoadedElection } from '../election/load-election.ts';
import { recordLabel } from '../election/record-choices.ts';
import { DESK_VIEWS } from './desk-views.tsx';

/** Ctrl K: every view and every record of the election, and everything that can be created. */
export function ElectionPalette(props: {
  readonly election: LoadedElection;
  readonly base: string;
  readonly canEdit: boolean;
}) {
  const messages = useMessages();
  const location = useLocation();
  const views = (): PaletteItem[] =>
    DESK_VIEWS.map((view) => ({
      id: `view ${view.name}`,
      title: messages.t(view.label),
      group: messages.t('desk.group.views'),
      href: `${props.base}/${view.name}`,
    }));
  const records = (): PaletteItem[] =>
    KIND_NAMES.flatMap((kind) =>
      props.election.file[kind].map((record) => {
        const key = recordKey(kind, record);
        return {
          id: `${kind}/${key}`,
          title: recordLabel(props.election.file, messages, { kind, key }) ?? (titleOfRecord(messages, record) || key),
          group: messages.t('desk.group.records'),
          keywords: key,
          hint: `${kindLabel(messages, kind)} ${key}`,
          href: recordHref(location.search, { kind, key }),
        };
      }),
    );
  const creations = (): PaletteItem[] =>
    KIND_NAMES.filter((kind) => props.canEdit && kind !== 'election').map((kind) => ({
      id: `new ${kind}`,
      title: messages.t('desk.new-record', { kind: kindLabel(messages, kind) }),
      group: messages.t('desk.group.create'),
      keywords: messages.find(`fields.kinds.${kind}`) ?? kind,
      href: newRecordHref(location.search, kind),
    }));
  return <CommandPalette items={() => [...views(), ...creations(), ...records()]} />;
}
