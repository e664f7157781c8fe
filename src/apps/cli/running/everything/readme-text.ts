/** What is known of an archive when it is described. */
export interface Described {
  readonly madeAt: Date;
  readonly program: string;
  readonly withNames: boolean;
  readonly missions: readonly {
    readonly slug: string;
    readonly submissions: number;
    readonly files: number;
    readonly reports: number;
    readonly entries: number;
  }[];
  readonly elections: readonly string[];
  readonly acts: number;
  readonly faults: readonly string[];
}

/** The page that lies on top of the archive: what is where, for whoever never saw the program. */
export function readmeText(described: Described): string {
  const { madeAt, program, withNames, missions, elections, acts, faults } = described;
  return [
    '# Everything that a Scrutineer server held',
    '',
    `Taken out on ${madeAt.toISOString()} by Scrutineer ${program}. All of it is in open formats: CSV (UTF-8, RFC 4180), XML, XLSX, JSON, YAML.`,
    '',
    ...missions.map(tellMission),
    ...elections.map((slug) => `- Election \`${slug}\`, in \`elections/${slug}\``),
    `- ${acts} acts of the history`,
    '',
    ...NAMES[withNames ? 'with' : 'without'],
    ...(faults.length === 0
      ? []
      : ['## What is not in it, though it should be', '', ...faults.map((one) => `- ${one}`), '']),
    ...CONTENTS,
    ...TABLES,
    ...NEXT,
  ].join('\n');
}

function tellMission({ slug, submissions, files, reports, entries }: Described['missions'][number]): string {
  const told = `${submissions} submissions with ${files} files, ${reports} reports in tables, a log of ${entries} entries`;
  return `- Mission \`${slug}\`: ${told}`;
}

const NAMES = {
  with: [
    '**It names people and devices, and holds all that observers wrote: keep it as closed as the server was.**',
    '',
  ],
  without: [
    'People stand in it as roles, devices as pseudonyms. **Answers, photos and reasons are as they were written, and may name people all the same**: keep it as closed as the server was.',
    '',
  ],
} as const;

const CONTENTS = [
  '## What is where',
  '',
  '| | |',
  '|---|---|',
  '| `manifest.csv` | every file with its size and SHA-256 |',
  '| `elections/NAME/` | the election file: a folder of CSV and YAML with a README of its own |',
  '| `history/acts.csv`, `.ndjson` | who did what, when and why; both say the same |',
  '| `people.csv` | accounts; nothing by which anybody could sign in |',
  '| `missions/NAME/mission.json` | its names, its election |',
  '| `missions/NAME/forms/FORM/NUMBER/` | each version of each form: XLSForm (`.xlsx`), XForm (`.xml`), and the files beside it |',
  '| `missions/NAME/forms.csv` | these versions, with when, by whom and why they were published |',
  '| `missions/NAME/submissions/FORM/INSTANCE/submission.xml` | each submission as it came, byte by byte, with its files beside it |',
  '| `missions/NAME/submissions.csv`, `files.csv` | these submissions and files, in the order in which they came |',
  '| `missions/NAME/tables/FORM/reports.csv` | the reports of a form as a table, a table for each repeat, and `dictionary.csv`, which explains the columns |',
  '| `missions/NAME/acts-on-reports.csv` | what was done to reports at the desk, and comments |',
  '| `missions/NAME/entries.csv`, `sheets.csv`, `copies.csv`, `sheets/` | for whom reports were typed at the desk; sheets of paper with their pictures and every copy that was typed of them |',
  '| `missions/NAME/devices.csv` | devices; no token and no password |',
  '| `missions/NAME/people.csv`, `teams.csv`, `accreditations.csv`, `device-holders.csv` | who works in the mission, by their codes; `people-with-names.csv`, where names were asked for, who they are |',
  '| `missions/NAME/phases.csv`, `expected-visits.csv`, `expected-visit-versions.csv`, `visits.csv` | the plan: phases and their forms; who is expected where, with marks, and what stood before; what happened, and how it stands to the plan |',
  '| `missions/NAME/calls.csv`, `messages.csv`, `message-recipients.csv`, `message-answers.csv` | calls; messages to the people of the mission, how far they came, and what was answered |',
  '| `missions/NAME/meetings.csv`, `meeting-items.csv`, `meeting-notes.csv`, `meeting-versions.csv` | meetings, what has to follow, restricted notes, and what stood before |',
  '| `missions/NAME/samples.csv`, `sample-units.csv` | samples as they were drawn, and their stations |',
  '| `missions/NAME/check-versions.csv`, `check-results.csv`, `check-verifications.csv` | checks with every version, whether they were on, and why they changed; what they found; answers that somebody verified |',
  '| `missions/NAME/turnout-questions.csv` | which questions mean turnout: `time` of the day (empty: when the report was filled), `registered` (empty: the register) |',
  '| `missions/NAME/incidents.csv`, `incident-acts.csv`, `incident-links.csv`, `incident-settings.csv` | incidents as they stand, all that was done to them, reports and people they are linked to, categories and forms |',
  '| `missions/NAME/log/` | the public log: `checkpoint`, `tile/…`, `key` (C2SP tlog-tiles) |',
  '| `tools/` | two programs in Python, without packages |',
  '',
] as const;

const TABLES = [
  '## Reading the tables',
  '',
  "A text that a spreadsheet would run as a formula has an apostrophe before it; take off the first one of cells that begin with `'=`, `'+`, `'-` or `'@`. Tables of reports begin with the mark by which Excel knows UTF-8.",
  '',
  '- `submissions.csv`: `index` is the place in the log. Several submissions with one `report` are versions of one report; `stands` is 1 for the one that counts. `state`: `read`; `held`, it could not be read and a person has to look; `void`, set aside at the desk; `erased`; `unread`, not read when this was made. `deprecated_id` names what it corrects. `commitment_key` opens what the log states of it (docs/log.md of the program), and is as secret as the report.',
  '- `tables/…/reports.csv`: `_state` as above: **count only `read`**. `_station` is where the desk moved it to, if it did (`_moved`).',
  '',
] as const;

const NEXT = [
  '## Going on elsewhere',
  '',
  '**Spreadsheets, R, Python**: open `tables/`.',
  '',
  '**ODK Central**, or any server that speaks OpenRosa: upload `forms/FORM/1/FORM.xlsx` (or `.xml`) with the files beside it, publish it, then the next version in its order. Then make an app user and send the submissions:',
  '',
  '    python3 tools/push_submissions.py missions/NAME https://central.example/v1/key/TOKEN/projects/1',
  '',
  'It sends what is `read`, in the order in which it came, corrections after what they correct; `--states read,held,void` sends the rest as well. Sent twice is stored once. Central answers 409 to a second submission of one name, and to one that it has in a later version by now; `--after INDEX` goes on where it was broken off. It says of which reports the newest version is not the one that counted here.',
  '',
  '**Is it what was logged?** Compare `log/key` with the key that the mission published, then:',
  '',
  '    python3 tools/verify_log.py log missions/NAME/log --key missions/NAME/log/key',
  '',
] as const;
