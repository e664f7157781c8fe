import { STATUS_CODES } from 'node:http';
import type { Fault, Issue, MessageParameters } from '../../kernel/issue.ts';
import { must } from '../../kernel/result.ts';

/** Every kind of problem that a request may end in, and its HTTP status. Their words are in the catalogue `problems`. */
export const PROBLEM_STATUS = {
  /** The body is not what its content type says, or carries characters that are not text. */
  malformed: 400,
  /** The request breaks off before its end. */
  'broken-off': 400,
  /** The request carries no record: the part of it is missing or empty. */
  'no-record': 400,
  /** A record made to harm whoever reads it: `code` says by what. */
  'hostile-record': 400,
  /** The client does not say that it speaks our version of OpenRosa. */
  'not-openrosa': 400,
  /** The browser's answer to a passkey ceremony does not hold. */
  'passkey-refused': 400,
  /** What was typed is no receipt code, or its check symbol tells that a symbol is wrong. */
  'receipt-mistyped': 400,
  /** Nobody is signed in. */
  'signed-out': 401,
  /** A program's key is missing, not known, or was revoked. */
  'key-refused': 401,
  /** Name, password or code is wrong; never says which. */
  'wrong-credentials': 401,
  /** The request is not signed by a device of the mission. */
  'not-signed': 401,
  /** Signed in, but without the right. */
  forbidden: 403,
  /** Signed in, but without a `right` that is given to people by name; told whatever was asked for. */
  'right-missing': 403,
  /** The key of a program does not reach to what it asks for: `scope`. */
  'key-scope': 403,
  /** The request was made by another site. */
  'cross-site': 403,
  /** The sign-in lies too far back for what is asked. */
  'confirm-identity': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  /** What is there already says otherwise. */
  conflict: 409,
  /** A report stands so that it cannot be done: `state`. */
  'report-state': 409,
  /** Somebody else changed it in the meantime. */
  'changed-meanwhile': 409,
  /** A file of people does not do any more what its preview told: `issues` names whom somebody changed since. */
  'import-outdated': 409,
  /** `count` people would be in two teams on one day: `issues` names each. */
  'team-days-taken': 409,
  /** A mission has no plan yet: no phase of its work was decided. */
  'plan-missing': 409,
  'turn-passed': 409,
  'message-for-nobody': 422,
  /** The election has been put away and takes no changes. */
  archived: 409,
  /** The mission has been put away and takes no changes. */
  'mission-archived': 409,
  /** The device was revoked; what is wanted needs another one. */
  'device-revoked': 409,
  /** There is a draft of the form already. */
  'draft-exists': 409,
  /** What was given is another form than the one it was given for. */
  'other-form': 409,
  /** Sheets of paper of the form have these `labels` already. */
  'paper-labels-taken': 409,
  /** `state`: the form is frozen, retired, or elsewhere where that cannot be done. */
  'form-closed': 409,
  /** An earlier version of the form, `number`, has the same `version`. */
  'version-taken': 409,
  /** The upload stands at another `offset`. */
  'upload-offset': 409,
  /** A second person is needed. */
  'same-person': 409,
  /** So many exports of the person, `limit`, are under way already. */
  'exports-many': 409,
  /** It would leave nobody who can administer. */
  'last-administrator': 409,
  /** It would leave no way to sign in. */
  'last-credential': 409,
  /** On `day`, the time of nothing is over. */
  'retention-not-due': 409,
  /** What a list says cannot be deleted: `code` says why. */
  'retention-refused': 409,
  /** With a list of what is to be deleted, another `step` comes by now than the one that was meant. */
  'retention-step': 409,
  /** It was deleted when its time was over. */
  'retention-deleted': 410,
  /** A link that was used, has run out or was withdrawn. */
  'link-spent': 410,
  /** The program speaks another version, `found`, of the protocol for uploads than the server, `wanted`. */
  'upload-protocol': 412,
  /** More than is taken; `limitBytes` or `limit` says how much is. */
  'too-large': 413,
  'unsupported-media': 415,
  /** What was to be a picture is none that browsers show. */
  'no-picture': 415,
  /** Parts of the request are missing or wrong: `issues` names each. */
  'invalid-input': 422,
  /** Files were read and are wrong: `issues` names file, row and column; nothing was stored. */
  'import-refused': 422,
  /** A step of an accreditation cannot follow on those before: `issues` tell why. */
  'accreditation-refused': 422,
  /** A list of names has `count` errors: `issues` tells each; nothing was added. */
  'names-refused': 422,
  /** What was typed is no record of its form: `code` says why. */
  'entry-refused': 422,
  /** `count` answers of a settled sheet are those of neither copy, and nobody says why. */
  'settlement-unexplained': 422,
  /** A form cannot be read or converted: `issues` names sheet (as `file`), row and column. */
  'form-refused': 422,
  /** What is to correct a report is none that its form could have made: `issues` tell why. */
  'correction-refused': 422,
  /** What is held is no record of the form that was chosen: `issues` tell why. */
  'release-refused': 422,
  /** The chosen form has no place for some of what is held: whoever was told may go on. */
  'release-parts': 422,
  /** Files that the form reads are not beside it: `names`. */
  'form-files-missing': 422,
  /** Another piece of the upload is coming in. */
  'upload-busy': 423,
  /** Too many attempts; `seconds` says how long to wait. */
  'too-many-attempts': 429,
  /** So many streams of what changes, `limit`, are open for the person already. */
  'streams-many': 429,
  /** What came has another hash than was told (tus, checksum); it is to be sent again. */
  'checksum-differs': 460,
  /** A bug of ours; `id` finds it in the log. */
  internal: 500,
  /** More comes in than can be held at once; `seconds` says when to try again. */
  busy: 503,
  /** The log of the mission takes nothing at present; `reason`: `behind`, `altered`, `other-key`, `restored`. */
  'intake-closed': 503,
  /** The question takes the database too long. */
  'too-slow': 503,
  /** The database cannot be reached. */
  unavailable: 503,
  /** The files of all exports take as much of the disk as they may. */
  'exports-full': 507,
  /** The disk of the server is full. */
  'out-of-space': 507,
} as const satisfies Record<string, number>;

/** Phrases of statuses that are not of HTTP itself. */
const TITLES: Readonly<Record<number, string>> = { 460: 'Checksum Mismatch' };

/** The name of a kind of problem. */
export type ProblemKind = keyof typeof PROBLEM_STATUS;

/** One thing that is wrong with what was sent: a fault with as much of its place as there is. */
export type ProblemIssue = Fault & Partial<Omit<Issue, keyof Fault>>;

/** What a problem looks like on the wire: RFC 9457 with three members of our own. */
export interface ProblemBody {
  readonly type: 'about:blank';
  /** The phrase of the HTTP status, for people who read the wire; screens word `code` in the reader's language. */
  readonly title: string;
  readonly status: number;
  readonly code: ProblemKind;
  readonly parameters: MessageParameters;
  readonly issues?: readonly ProblemIssue[];
  /** Under which id the log of the server has the request. */
  readonly request?: string;
}

/**
 * What ends a request otherwise than it was meant. Thrown, it undoes the request's transaction; returned by an
 * endpoint's `handle`, it is answered all the same, but what was written (a refused sign-in, say) stays.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly parameters: MessageParameters;
  readonly issues: readonly ProblemIssue[] | null;

  constructor(kind: ProblemKind, parameters: MessageParameters = {}, issues: readonly ProblemIssue[] | null = null) {
    super(kind);
    this.kind = kind;
    this.parameters = parameters;
    this.issues = issues;
  }

  get status(): number {
    return PROBLEM_STATUS[this.kind];
  }
}

/** The problem as it crosses the wire. */
export function problemBody(problem: Problem): ProblemBody {
  const body: ProblemBody = {
    type: 'about:blank',
    title: must(TITLES[problem.status] ?? STATUS_CODES[problem.status], `No phrase for HTTP status ${problem.status}`),
    status: problem.status,
    code: problem.kind,
    parameters: problem.parameters,
  };
  return problem.issues === null ? body : { ...body, issues: problem.issues };
}

/**
 * The problem as a response (RFC 9457, `application/problem+json`), never stored by anybody on the way.
 *
 * @param request the id of the request, where it is known.
 */
export function problemResponse(problem: Problem, request?: string): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  const { seconds } = problem.parameters;
  if (problem.kind === 'too-many-attempts' && seconds !== undefined) headers.set('retry-after', String(seconds));
  const body = request === undefined ? problemBody(problem) : { ...problemBody(problem), request };
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}
