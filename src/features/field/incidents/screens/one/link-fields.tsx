import { createResource, createSignal, Match, Show, Switch } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { SelectField } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { TextField } from '../../../../../platform/ui/parts/fields/text-field.tsx';
import { LINK_KINDS, type LinkKind } from '../../incident.ts';
import type { IncidentPage, ShownIncident } from '../../incident-replies.ts';
import type { DeskAct, TypedAct } from './typed-act.ts';

interface LinkProps {
  readonly mission: string;
  readonly incident: ShownIncident;
  readonly kind: DeskAct;
  readonly typed: TypedAct;
  readonly onType: (part: Partial<TypedAct>) => void;
}

/** Finds what an incident is merged into or linked with; or which link is taken away. */
export function LinkFields(props: LinkProps) {
  const { t } = useMessages();
  return (
    <Switch fallback={<TargetFields {...props} />}>
      <Match when={props.kind === 'merged'}>
        <MergeField {...props} />
      </Match>
      <Match when={props.kind === 'unlinked'}>
        <SelectField
          label={t('incidents.links')}
          value={props.typed.value}
          emptyLabel={t('incidents.choose')}
          choices={props.incident.links.map(({ kind, target, label }) => {
            return { value: `${kind} ${target}`, label: `${t(`incidents.link.${kind}`)} ${label}` };
          })}
          onInput={(value) => props.onType({ value })}
        />
      </Match>
    </Switch>
  );
}

/** The incident that stays, by its number. */
function MergeField(props: LinkProps) {
  const { t } = useMessages();
  const [number, setNumber] = createSignal('');
  const asked = () => /^#?\s*(\d{1,9})$/.exec(number().trim())?.[1] ?? null;
  const [found] = createResource(asked, async (search) => {
    const query = new URLSearchParams({ search, merged: 'also' });
    const path = `/api/missions/${encodeURIComponent(props.mission)}/incidents?${query}`;
    const page = await api.get<IncidentPage>(path).catch(() => null);
    const one = page?.incidents.find(({ id }) => id !== props.incident.id) ?? null;
    props.onType({ value: one?.id ?? '' });
    return one;
  });
  return (
    <>
      <TextField
        label={t('incidents.merge-number')}
        width="short"
        value={number()}
        onInput={(text) => {
          setNumber(text);
          props.onType({ value: '' });
        }}
      />
      <p role="status">
        <Show when={asked() !== null && !found.loading}>
          <Show when={found.latest} fallback={t('incidents.not-found')}>
            {(one) => (
              <>
                #{one().number} <bdi>{one().facts.what ?? ''}</bdi>
              </>
            )}
          </Show>
        </Show>
      </p>
    </>
  );
}

/** A report by its address or id, or a person by their code. */
function TargetFields(props: LinkProps) {
  const { t } = useMessages();
  const [typed, setTyped] = createSignal('');
  const [isUnknown, setIsUnknown] = createSignal(false);
  const find = async (text: string, link: LinkKind) => {
    setTyped(text);
    setIsUnknown(false);
    const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0]?.toLowerCase();
    props.onType({ value: link === 'report' ? (id ?? '') : '', link });
    if (link === 'report' || text.trim() === '') return;
    const path = `/api/missions/${encodeURIComponent(props.mission)}/people?${new URLSearchParams({ search: text.trim() })}`;
    const page = await api.get<{ people: { id: string; code: string }[] }>(path).catch(() => null);
    const person = page?.people.find(({ code }) => code.toLowerCase() === text.trim().toLowerCase());
    if (text !== typed()) return;
    setIsUnknown(person === undefined);
    props.onType({ value: person?.id ?? '', link });
  };
  return (
    <>
      <SelectField
        label={t('incidents.link-what')}
        value={props.typed.link}
        choices={LINK_KINDS.map((one) => ({ value: one, label: t(`incidents.link.${one}`) }))}
        onInput={(link) => void find('', link as LinkKind)}
      />
      <TextField
        label={t(props.typed.link === 'report' ? 'incidents.link-report' : 'incidents.link-person')}
        value={typed()}
        error={isUnknown() ? t('incidents.not-found') : undefined}
        onInput={(text) => void find(text, props.typed.link)}
      />
    </>
  );
}
