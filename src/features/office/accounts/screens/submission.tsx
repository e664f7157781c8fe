import { createSignal } from 'solid-js';
import type { Fault } from '../../../../kernel/issue.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { type ApiIssue, ApiProblem } from '../../../../platform/ui/api.ts';
import { ErrorSummary, type FormError } from '../../../../platform/ui/parts/fields/error-summary.tsx';
import { wordProblem } from '../../../../platform/ui/parts/states/problem-words.ts';
import { PasskeyStop } from './sign-in/passkeys.ts';

/** A form on its way to the server, and what came back. */
export interface Submission {
  /** Sends; also what `onSubmit` of a form is given. */
  readonly submit: (event?: Event) => Promise<void>;
  readonly isBusy: () => boolean;
  readonly reason: () => ApiProblem | PasskeyStop | null;
  /** Forgets what went wrong. */
  readonly reset: () => void;
}

/** Sends by `work`, once at a time, and keeps the problem that it ends in. */
export function createSubmission(work: () => Promise<void>): Submission {
  const [isBusy, setIsBusy] = createSignal(false);
  const [reason, setReason] = createSignal<ApiProblem | PasskeyStop | null>(null);
  const fail = (error: unknown) => {
    if (!(error instanceof ApiProblem || error instanceof PasskeyStop)) throw error;
    setReason(error);
  };
  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (isBusy()) return;
    setIsBusy(true);
    setReason(null);
    await work()
      .catch(fail)
      .finally(() => setIsBusy(false));
  };
  return { submit, isBusy, reason, reset: () => setReason(null) };
}

/** The id of the control for a column of what is sent. */
export function fieldId(column: string): string {
  return `account-${column}`;
}

/** What is wrong with the column, in words; undefined where nothing is. */
export function fieldError(messages: Messages, submission: Submission, column: string): string | undefined {
  const issue = issuesOf(submission).find((each) => each.column === column);
  return issue === undefined ? undefined : wordFault(messages, issue);
}

function issuesOf(submission: Submission): readonly ApiIssue[] {
  const reason = submission.reason();
  return reason instanceof ApiProblem ? reason.issues : [];
}

/** A fault of what was typed, in words. */
export function wordFault(messages: Messages, fault: Fault): string {
  return messages.find(`accounts.fault.${fault.code}`, fault.parameters) ?? messages.t('accounts.fault.other');
}

/** What went wrong with a form, at its top, with a link to each field. */
export function SubmissionErrors(props: { readonly submission: Submission }) {
  const messages = useMessages();
  const errors = (): FormError[] => {
    const reason = props.submission.reason();
    if (reason === null) return [];
    if (reason instanceof PasskeyStop) return [{ message: messages.t(`accounts.passkey.${reason.why}`) }];
    if (reason.issues.length === 0) return [{ message: sentenceOf(messages, reason) }];
    return reason.issues.map((issue) => {
      const field = issue.column ? { field: fieldId(issue.column) } : {};
      return { message: wordFault(messages, issue), ...field };
    });
  };
  return <ErrorSummary errors={errors()} />;
}

function sentenceOf(messages: Messages, problem: ApiProblem): string {
  if (problem.code === 'conflict') return messages.t('accounts.fault.name-taken');
  const { title, advice } = wordProblem(messages, problem);
  return `${title}. ${advice}`;
}
