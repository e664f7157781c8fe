import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { NotedNode } from '../../arrivals/word-answers.ts';
import { idsOfReport, type PartOfReport } from './load-report.ts';

interface NodeRow {
  readonly name: string;
  /** Number of the parent; −1: the root. */
  readonly parent: number;
  readonly type: string | null;
  readonly isNoted: boolean;
}

/**
 * What a device notes by itself in the form that a version was read with, by paths without the places of copies: when it was
 * begun and ended, which device it was. Empty where the version was read with no form.
 */
export async function loadNotedNodes(
  sql: Db,
  missionId: string,
  part: PartOfReport,
): Promise<ReadonlyMap<string, NotedNode>> {
  const nodes = await sql<NodeRow[]>`
    select node.value ->> 'name' as name, (node.value ->> 'in')::int as parent, node.value ->> 'type' as type,
      node.value -> 'preload' is not null as "isNoted"
    from report_reading r join form_version v on v.form_id = r.form_uuid and v.number = r.form_number
    cross join lateral json_array_elements(v.package -> 'core' -> 'nodes') with ordinality as node (value, place)
    where r.report_id in ${sql(await idsOfReport(sql, part.report))} and r.sha256 = ${Buffer.from(part.sha256, 'hex')}
      and r.mission_id = ${missionId}
    order by node.place`;
  const pathOf = ({ name, parent }: NodeRow): string => {
    const above = nodes[parent];
    return `${above === undefined ? '' : pathOf(above)}/${name}`;
  };
  const noted = nodes.filter(({ isNoted }) => isNoted);
  return new Map(noted.map((node) => [pathOf(node).normalize('NFC'), { type: node.type ?? 'string' }]));
}
